using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>The plan of one statement that was run, and how much it touched.</summary>
internal sealed partial class Plan(JsonElement json)
{
    private readonly List<JsonElement> nodes = [.. Walk(json.GetProperty("Plan"))];

    public string Query => json.GetProperty("Query Text").GetString() ?? string.Empty;

    /// <summary>The indexes used, partitions under their parent's name, so <c>events_pkey</c>.</summary>
    public IReadOnlySet<string> Indexes =>
        nodes.Select(node => Text(node, "Index Name")).OfType<string>().Select(WithoutDay).ToHashSet(StringComparer.Ordinal);

    /// <summary>The tables read from their first row to their last. An empty partition is not worth an index.</summary>
    public IReadOnlySet<string> ScannedTables => nodes.Where(node => Text(node, "Node Type") == "Seq Scan" && RowsRead(node) > 0)
        .Select(node => WithoutDay(Text(node, "Relation Name") ?? string.Empty)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The partitions of a table that were really looked at.</summary>
    public IReadOnlySet<string> PartitionsRead(string table) => nodes
        .Where(node => Text(node, "Relation Name") is { } name && name != table && WithoutDay(name) == table)
        .Where(node => node.GetProperty("Actual Loops").GetDouble() > 0)
        .Select(node => Text(node, "Relation Name") ?? string.Empty).ToHashSet(StringComparer.Ordinal);

    /// <summary>Pages touched, in memory or not.</summary>
    public long Pages
    {
        get
        {
            var top = json.GetProperty("Plan");
            return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
        }
    }

    /// <summary>The steps that were taken, in short.</summary>
    public override string ToString() =>
        $"{Query}\n{string.Join('\n', nodes.Where(node => node.GetProperty("Actual Loops").GetDouble() > 0).Select(Describe))}";

    private static string Describe(JsonElement node) =>
        $"{Text(node, "Node Type")} {Text(node, "Relation Name")} {Text(node, "Index Name")} {Text(node, "Index Cond")}{Text(node, "Filter")} "
        + $"loops {node.GetProperty("Actual Loops")} rows {node.GetProperty("Actual Rows")} pages {node.GetProperty("Shared Hit Blocks")}";

    private static double RowsRead(JsonElement node) => node.GetProperty("Actual Rows").GetDouble()
        + (node.TryGetProperty("Rows Removed by Filter", out var removed) ? removed.GetDouble() : 0);

    private static IEnumerable<JsonElement> Walk(JsonElement node)
    {
        yield return node;
        if (node.TryGetProperty("Plans", out var below))
        {
            foreach (var child in below.EnumerateArray().SelectMany(Walk))
            {
                yield return child;
            }
        }
    }

    private static string? Text(JsonElement node, string member) => node.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static string WithoutDay(string name) => Day().Replace(name, string.Empty);

    [GeneratedRegex(@"_\d{8}(?=_|$)")]
    private static partial Regex Day();
}
