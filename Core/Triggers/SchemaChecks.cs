using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Webhooks.Core.Triggers;

/// <summary>The keywords of one schema that the library ignores or gets wrong (decision 0021).</summary>
internal sealed class SchemaChecks
{
    public const string DateTimeFormat = "date-time";
    public const string Ipv4Format = "ipv4";

    /// <summary>Names of JSON types; null = any.</summary>
    public IReadOnlyList<string>? Types { get; set; }

    /// <summary>The canonical texts of an enum's values; null = any.</summary>
    public HashSet<string>? Allowed { get; set; }

    /// <summary>The canonical text of a const; null = any.</summary>
    public string? Const { get; set; }

    public Regex? Pattern { get; set; }

    public IReadOnlyList<string> Required { get; set; } = [];

    public bool UniqueItems { get; set; }

    /// <summary>In Unicode characters, as JSON Schema counts.</summary>
    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public int? MaxItems { get; set; }

    public int? MaxProperties { get; set; }

    /// <summary>One of the two formats that the library takes too lightly.</summary>
    public string? Format { get; set; }

    /// <summary>Whether a value is of one of the types.</summary>
    public bool HasType(JToken token) => Types is null || Types.Any(type => IsOf(token, type));

    /// <summary>What is wrong with a value of the right type.</summary>
    public IEnumerable<string> FaultsOf(JToken token, ValidationBudget budget)
    {
        if ((Allowed is not null || Const is not null) && budget.Canonical(token) is { } canonical)
        {
            if (Allowed?.Contains(canonical) == false)
            {
                yield return "must be one of the values in enum";
            }

            if (Const is not null && Const != canonical)
            {
                yield return "must be the value in const";
            }
        }

        var faults = token switch
        {
            JObject members => FaultsOfObject(members),
            JArray items => FaultsOfArray(items, budget),
            JValue { Value: string text } => FaultsOfText(text, budget),
            _ => [],
        };
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }

    private static bool IsOf(JToken token, string type) => type switch
    {
        "object" => token is JObject,
        "array" => token is JArray,
        "string" => token.Type is JTokenType.String,
        "boolean" => token.Type is JTokenType.Boolean,
        "null" => token.Type is JTokenType.Null,
        "integer" => PayloadTokens.IsWhole(token),
        _ => token.Type is JTokenType.Float,
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        // With an offset: a time without one is no moment. The round trip refuses short forms such as "1.2".
        DateTimeFormat => text.Length is >= 20 and <= 40
            && text[10] is 'T' or 't'
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text,
    };

    private IEnumerable<string> FaultsOfObject(JObject members)
    {
        foreach (var name in Required.Where(name => !members.TryGetValue(name, StringComparison.Ordinal, out _)))
        {
            yield return $"must have the member {name}";
        }

        if (members.Count > MaxProperties)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"may have at most {MaxProperties} members");
        }
    }

    private IEnumerable<string> FaultsOfArray(JArray items, ValidationBudget budget)
    {
        if (items.Count > MaxItems)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"may have at most {MaxItems} items");
        }

        if (UniqueItems)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            if (items.Any(item => budget.Canonical(item) is { } canonical && !seen.Add(canonical)))
            {
                yield return "must not hold a value twice";
            }
        }
    }

    private IEnumerable<string> FaultsOfText(string text, ValidationBudget budget)
    {
        if (MinLength is not null || MaxLength is not null)
        {
            var length = text.EnumerateRunes().Count();
            if (length < MinLength)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"must have at least {MinLength} characters");
            }

            if (length > MaxLength)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"may have at most {MaxLength} characters");
            }
        }

        if (Format is not null && !HasFormat(text, Format))
        {
            yield return $"must be text of the format {Format}";
        }

        if (Pattern is not null && budget.FaultOfPattern(text, Pattern) is { } fault)
        {
            yield return fault;
        }
    }
}
