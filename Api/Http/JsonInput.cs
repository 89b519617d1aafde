using System.Globalization;
using System.Text.Json;

namespace Webhooks.Api.Http;

/// <summary>
/// Reads the members of a JSON object by name and notes every error with its JSON pointer (RFC 6901). Members that the
/// contract does not have were noted before (<see cref="BodyShape"/>). A member that is wrong reads as absent; <see cref="Problem"/> then
/// refuses the request.
/// </summary>
internal sealed class JsonInput(JsonElement json, string path, InputErrors errors)
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

    /// <summary>
    /// A text of 1 to <paramref name="maxLength"/> characters that are not all blank, without the blanks around it unless
    /// <paramref name="keepBlanks"/>.
    /// </summary>
    public string? Text(string member, int maxLength, bool required = false, bool allowEmpty = false, bool keepBlanks = false)
    {
        if (!TryGet(member, required, out var value))
        {
            return null;
        }

        if (TextOf(value, PointerTo(member)) is not { } text)
        {
            return null;
        }

        text = keepBlanks && !string.IsNullOrWhiteSpace(text) ? text : text.Trim();
        if (text.Length == 0 && !allowEmpty)
        {
            errors.Add(PointerTo(member), "must not be empty");
            return null;
        }

        if (text.Length > maxLength)
        {
            errors.Add(PointerTo(member), $"may have at most {maxLength} characters");
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

    public int? Number(string member, int minimum, int maximum)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        errors.Add(PointerTo(member), string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"));
        return null;
    }

    /// <summary>A number that need not be whole.</summary>
    public double? Real(string member, double minimum, double maximum)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        errors.Add(PointerTo(member), string.Create(CultureInfo.InvariantCulture, $"must be a number from {minimum} to {maximum}"));
        return null;
    }

    /// <summary>A time since 1970 with its offset from UTC, as in queries.</summary>
    public DateTimeOffset? Moment(string member)
    {
        if (!TryGet(member, required: false, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String && Moments.Read(value.GetString()) is { } moment)
        {
            return moment;
        }

        errors.Add(PointerTo(member), Moments.Rule);
        return null;
    }

    /// <summary><c>since</c> and <c>until</c>, or <c>from</c> and <c>to</c>, their older names; either may be absent.</summary>
    public (DateTimeOffset? Since, DateTimeOffset? Until) Span()
    {
        var (first, last) = (OneNameOf("since", "from"), OneNameOf("until", "to"));
        var (since, until) = (Moment(first), Moment(last));
        if (since > until)
        {
            errors.Add(PointerTo(last), "must not be before since");
        }

        return (since, until);
    }

    /// <summary>An array of texts without blanks around them; doubles are dropped.</summary>
    public List<string>? Texts(string member, int minimumCount, int maximumCount, int maxLength, bool required = false)
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

        var count = value.GetArrayLength();
        if (count < minimumCount || count > maximumCount)
        {
            errors.Add(PointerTo(member), count < minimumCount ? $"must have at least {minimumCount} item" : $"may have at most {maximumCount} items");
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

            if (text.Length == 0 || text.Length > maxLength)
            {
                errors.Add(pointer, $"must have 1 to {maxLength} characters");
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

    /// <summary>The member's value; false when it is absent, or null (which <paramref name="required"/> and PATCH rules treat as an error).</summary>
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
    internal static string Escape(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
