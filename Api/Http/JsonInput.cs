using System.Globalization;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>
/// Reads the members of a JSON object by name, by the rules of their contract (<see cref="FieldRule"/>), and notes every error with its
/// JSON pointer (RFC 6901). Members that the contract does not have were noted before (<see cref="BodyShape"/>). A member that is wrong
/// reads as absent; <see cref="Problem"/> then refuses the request.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="path">Its pointer.</param>
/// <param name="errors">Where errors are noted.</param>
/// <param name="shape">Its contract; null = it has none, so only members of any form can be read.</param>
internal sealed class JsonInput(JsonElement json, string path, InputErrors errors, BodyShape? shape = null)
{
    /// <summary>Said of a null where none may be.</summary>
    public const string NotNull = "must not be null";

    /// <summary>The object itself.</summary>
    public JsonElement Json => json;

    public InputErrors Errors => errors;

    public Problem? Problem => errors.ToProblem();

    /// <summary>The pointer of the object.</summary>
    public string Path => path;

    /// <summary>The pointer of a member.</summary>
    public string PointerTo(string member) => $"{path}/{Escape(member)}";

    /// <summary>Whether the member is there, be it null.</summary>
    public bool Has(string member) => json.TryGetProperty(member, out _);

    public bool IsNull(string member) => json.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.Null;

    /// <summary>An object that is the value of a member.</summary>
    public JsonInput InnerOf(string member, JsonElement value) => new(value, PointerTo(member), errors, shape?.InnerOf(member));

    /// <summary>An object that is an item of a member.</summary>
    public JsonInput ItemOf(string member, int index, JsonElement value) =>
        new(value, string.Create(CultureInfo.InvariantCulture, $"{PointerTo(member)}/{index}"), errors, shape?.InnerOf(member));

    /// <summary>A text that is as the contract wants it; without the blanks around it, unless they belong to it.</summary>
    public string? Text(string member, bool required = false)
    {
        if (!TryGet(member, required, out var value) || TextOf(value, PointerTo(member)) is not { } text)
        {
            return null;
        }

        var rule = RuleOf(member);
        text = rule.KeepsBlanks && !string.IsNullOrWhiteSpace(text) ? text : text.Trim();
        var fault = text.Length == 0 && !rule.MayBeEmpty ? "must not be empty"
            : text.Length > rule.Longest ? $"may have at most {rule.Longest} characters"
            : FaultOfWord(text, rule);
        if (fault is not null)
        {
            errors.Add(PointerTo(member), fault);
            return null;
        }

        return text;
    }

    public bool? Flag(string member)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        errors.Add(PointerTo(member), "must be true or false");
        return null;
    }

    /// <summary>A whole number in the range of the contract.</summary>
    public int? Number(string member) =>
        NumberOf(member, "a whole number", static value => value.TryGetInt32(out var number) ? number : null) is { } number
            ? (int)number
            : null;

    /// <summary>A number in the range of the contract, which need not be whole.</summary>
    public double? Real(string member) =>
        NumberOf(member, "a number", static value => value.TryGetDouble(out var number) ? number : null);

    /// <summary>A time since 1970 with its offset from UTC, as in queries.</summary>
    public DateTimeOffset? Time(string member)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String && RequestTime.Read(value.GetString()) is { } moment)
        {
            return moment;
        }

        errors.Add(PointerTo(member), RequestTime.Rule);
        return null;
    }

    /// <summary><c>since</c> and <c>until</c>, or <c>from</c> and <c>to</c>, their older names; either may be absent.</summary>
    public (DateTimeOffset? Since, DateTimeOffset? Until) Span()
    {
        var (first, last) = (OneNameOf("since", "from"), OneNameOf("until", "to"));
        var (since, until) = (Time(first), Time(last));
        if (since > until)
        {
            errors.Add(PointerTo(last), "must not be before since");
        }

        return (since, until);
    }

    /// <summary>An array of texts that are as the contract wants them, without blanks around them; doubles are dropped.</summary>
    public List<string>? Texts(string member, bool required = false)
    {
        if (!TryGet(member, required, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            errors.Add(PointerTo(member), "must be an array");
            return null;
        }

        var rule = RuleOf(member);
        var count = value.GetArrayLength();
        if (count < rule.Fewest || count > rule.Most)
        {
            errors.Add(
                PointerTo(member), count < rule.Fewest ? $"must have at least {rule.Fewest} item" : $"may have at most {rule.Most} items");
            return null;
        }

        var texts = new List<string>(count);
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"{PointerTo(member)}/{index}");
            if (TextOf(item, pointer)?.Trim() is not { } text)
            {
                continue;
            }

            if (text.Length == 0 || text.Length > rule.Longest)
            {
                errors.Add(pointer, rule.Longest is null ? "must not be empty" : $"must have 1 to {rule.Longest} characters");
            }
            else if (FaultOfWord(text, rule) is { } fault)
            {
                errors.Add(pointer, fault);
            }
            else if (!texts.Contains(text))
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>A JSON object, kept as it is.</summary>
    public JsonElement? Object(string member)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(PointerTo(member), "must be an object");
            return null;
        }

        return value;
    }

    /// <summary>
    /// The member's value; false when it is absent, or null (which <paramref name="required"/> and PATCH rules treat as an error).
    /// </summary>
    public bool TryGet(string member, bool required, out JsonElement value)
    {
        if (!json.TryGetProperty(member, out value))
        {
            if (required)
            {
                errors.Add(PointerTo(member), "is required");
            }

            return false;
        }

        if (value.ValueKind is not JsonValueKind.Null)
        {
            return true;
        }

        if (required)
        {
            errors.Add(PointerTo(member), NotNull);
        }

        return false;
    }

    /// <summary>The text of a JSON string that can be stored; null and an error otherwise.</summary>
    public string? TextOf(JsonElement value, string pointer)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(pointer, "must be a string");
            return null;
        }

        try
        {
            // The value is a string, so there is a text.
            var text = value.GetString()!;
            if (!text.Contains('\0', StringComparison.Ordinal))
            {
                return text;
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: a JSON string, but no Unicode text.
        }

        errors.Add(pointer, "must be Unicode text without NUL characters");
        return null;
    }

    private static string? FaultOfWord(string text, FieldRule rule) =>
        rule.Values is { } words && !words.Contains(text) ? $"must be one of {string.Join(", ", words)}" : null;

    private FieldRule RuleOf(string member) => shape?.RuleOf(member) is { IsNone: false } rule
        ? rule
        : throw new InvalidOperationException($"{PointerTo(member)} has no rule in its contract.");

    private double? NumberOf(string member, string what, Func<JsonElement, double?> read)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        var rule = RuleOf(member);
        if (value.ValueKind is JsonValueKind.Number && read(value) is { } number && number >= rule.Smallest && number <= rule.Largest)
        {
            return number;
        }

        errors.Add(
            PointerTo(member), string.Create(CultureInfo.InvariantCulture, $"must be {what} from {rule.Smallest} to {rule.Largest}"));
        return null;
    }

    private string OneNameOf(string member, string alias)
    {
        if (!Has(alias))
        {
            return member;
        }

        if (Has(member))
        {
            errors.Add(PointerTo(alias), $"is another name of {member}, which is there too; send one of them");
        }

        return alias;
    }

    /// <summary>A name as a part of a pointer.</summary>
    internal static string Escape(string member) =>
        member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
