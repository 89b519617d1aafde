using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Webhooks.Dashboard.Web.Payloads;

/// <summary>
/// A payload in lines: containers fold, a searched text is marked and whatever hides it unfolds. Large containers and deep ones are folded
/// to begin with, because each line costs the browser and the circuit.
/// </summary>
internal sealed class PayloadTree(JsonElement root)
{
    /// <summary>Most lines shown at once.</summary>
    public const int MaximumLines = 500;

    private const int OpenDepth = 4;
    private const int OpenCount = 60;

    // For people, not for HTML: Blazor encodes what it shows.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Readable) { WriteIndented = true };

    private readonly Dictionary<string, bool> chosen = [];

    /// <summary>All of it as indented JSON, to copy.</summary>
    public string FullText => JsonSerializer.Serialize(root, Indented);

    /// <summary>Folds or unfolds a container.</summary>
    public void Toggle(PayloadLine line) => chosen[line.Pointer] = line.Kind is PayloadLineKind.Folded;

    /// <summary>Folds every container inside the root, or unfolds them all.</summary>
    public void SetAll(bool open)
    {
        chosen.Clear();
        SetAll(root, string.Empty, open);
    }

    /// <summary>The lines to show.</summary>
    /// <param name="search">Text to look for in names and values, in either case; nothing is searched when it is blank.</param>
    /// <returns>At most <see cref="MaximumLines"/> of them, and whether there would be more.</returns>
    public (IReadOnlyList<PayloadLine> Lines, bool IsCut) LinesFor(string? search)
    {
        var sought = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        List<PayloadLine> lines = [];
        Write(lines, root, 0, string.Empty, null, sought);
        return lines.Count > MaximumLines ? (lines[..MaximumLines], true) : (lines, false);
    }

    /// <summary>How often a text is in names and values.</summary>
    public int CountOf(string? search) => string.IsNullOrWhiteSpace(search) ? 0 : Count(root, null, search.Trim());

    private void SetAll(JsonElement element, string pointer, bool open)
    {
        if (pointer.Length > 0)
        {
            chosen[pointer] = open;
        }

        foreach (var (key, child, childPointer) in ChildrenOf(element, pointer).Where(child => IsContainer(child.Value)))
        {
            SetAll(child, childPointer, open);
        }
    }

    private void Write(List<PayloadLine> lines, JsonElement element, int depth, string pointer, string? key, string? sought)
    {
        if (lines.Count > MaximumLines)
        {
            return;
        }

        var isMatch = sought is not null && Matches(element, key, sought);
        var count = CountOfChildren(element);
        if (count == 0)
        {
            lines.Add(new PayloadLine(depth, pointer, key, ValueText(element), KindOf(element), isMatch));
            return;
        }

        var (opening, closing) = element.ValueKind is JsonValueKind.Object ? ("{", "}") : ("[", "]");
        if (!IsOpen(element, depth, pointer, count, sought))
        {
            var unit = element.ValueKind is JsonValueKind.Object ? "member" : "item";
            var text = string.Create(CultureInfo.InvariantCulture, $"{opening} {count} {unit}{(count == 1 ? "" : "s")} {closing}");
            lines.Add(new PayloadLine(depth, pointer, key, text, PayloadLineKind.Folded, isMatch));
            return;
        }

        lines.Add(new PayloadLine(depth, pointer, key, opening, PayloadLineKind.Open, isMatch));
        foreach (var (childKey, child, childPointer) in ChildrenOf(element, pointer))
        {
            Write(lines, child, depth + 1, childPointer, childKey, sought);
            if (lines.Count > MaximumLines)
            {
                return;
            }
        }

        lines.Add(new PayloadLine(depth, pointer, null, closing, PayloadLineKind.Close, false));
    }

    private bool IsOpen(JsonElement element, int depth, string pointer, int count, string? sought)
    {
        if (sought is not null && ChildrenOf(element, pointer).Any(child => Count(child.Value, child.Key, sought) > 0))
        {
            return true;
        }

        return chosen.TryGetValue(pointer, out var open) ? open : depth < OpenDepth && count <= OpenCount;
    }

    private static int Count(JsonElement element, string? key, string sought) =>
        (Matches(element, key, sought) ? 1 : 0) + ChildrenOf(element, string.Empty).Sum(child => Count(child.Value, child.Key, sought));

    private static bool Matches(JsonElement element, string? key, string sought) =>
        key?.Contains(sought, StringComparison.OrdinalIgnoreCase) is true
        || (!IsContainer(element) && ValueText(element).Contains(sought, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string? Key, JsonElement Value, string Pointer)> ChildrenOf(JsonElement element, string pointer) =>
        element.ValueKind switch
        {
            JsonValueKind.Object =>
                element.EnumerateObject().Select(member => ((string?)member.Name, member.Value, $"{pointer}/{Escape(member.Name)}")),
            JsonValueKind.Array => element.EnumerateArray().Select((item, index) =>
                ((string?)null, item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"))),
            _ => [],
        };

    private static int CountOfChildren(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.GetPropertyCount(),
        JsonValueKind.Array => element.GetArrayLength(),
        _ => 0,
    };

    private static bool IsContainer(JsonElement element) => element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string ValueText(JsonElement element) => JsonSerializer.Serialize(element, Readable);

    private static PayloadLineKind KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => PayloadLineKind.Text,
        JsonValueKind.Number => PayloadLineKind.Number,
        _ => PayloadLineKind.Literal,
    };

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>A line of a payload as people read it.</summary>
/// <param name="Depth">How far it is set in, from 0.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) of the value it begins or belongs to; the root's is empty.</param>
/// <param name="Key">Name of the member; null for items of arrays, for the root and for the end of a container.</param>
/// <param name="Text">The value as JSON, or the brackets of a container.</param>
/// <param name="Kind">The kind of the text.</param>
/// <param name="IsMatch">Whether the searched text is in it.</param>
internal sealed record PayloadLine(int Depth, string Pointer, string? Key, string Text, PayloadLineKind Kind, bool IsMatch)
{
    /// <summary>Whether it begins a container with something in it, which can be folded and unfolded.</summary>
    public bool CanFold => Kind is PayloadLineKind.Open or PayloadLineKind.Folded;
}

/// <summary>The kind of value that a line of a payload shows.</summary>
internal enum PayloadLineKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True, false, null or an empty container.</summary>
    Literal,

    /// <summary>The beginning of a container whose members follow.</summary>
    Open,

    /// <summary>A container whose members are not shown.</summary>
    Folded,

    /// <summary>The end of a container.</summary>
    Close,
}
