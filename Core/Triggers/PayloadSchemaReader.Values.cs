using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Webhooks.Core.Triggers;

/// <content>Keywords whose values are no schemas.</content>
internal sealed partial class PayloadSchemaReader
{
    /// <summary>False for keywords that are not read here.</summary>
    private bool ReadValueKeyword(JsonProperty keyword, string place, SchemaChecks own, JObject rules)
    {
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "type":
                own.Types = ReadTypes(value, place);
                return true;
            case "enum":
                own.Allowed = ReadEnum(value, place);
                return true;
            case "const":
                own.Const = ReadValue(value, place);
                return true;
            case "required":
                own.Required = ReadNames(value, place);
                return true;
            case "pattern":
                own.Pattern = ReadPattern(value, place);
                return true;
            case "format":
                ReadFormat(value, place, own, rules);
                return true;
            case "uniqueItems":
                own.UniqueItems = ReadFlag(value, place);
                return true;
            case "minLength":
                own.MinLength = ReadCount(value, place);
                return true;
            case "maxLength":
                own.MaxLength = ReadCount(value, place);
                return true;
            case "maxItems":
                own.MaxItems = ReadCount(value, place);
                return true;
            case "maxProperties":
                own.MaxProperties = ReadCount(value, place);
                return true;
            case "minItems" or "minProperties":
                rules[keyword.Name] = ReadCount(value, place);
                return true;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                rules[keyword.Name] = ReadNumber(value, place, mustBePositive: keyword.Name == "multipleOf");
                return true;
            default:
                return false;
        }
    }

    private List<string>? ReadTypes(JsonElement value, string place)
    {
        var names = value.ValueKind is JsonValueKind.String ? [value.GetString()] : TextsOf(value);
        if (names is { Count: > 0 } && names.All(name => name is not null && Types.Contains(name)))
        {
            return [.. names.OfType<string>().Distinct()];
        }

        Add(place, $"must be one or several of {string.Join(", ", Types)}");
        return null;
    }

    private HashSet<string>? ReadEnum(JsonElement value, string place)
    {
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            return [.. value.EnumerateArray().Select(item => ReadValue(item, place)).OfType<string>()];
        }

        Add(place, "must be an array of values");
        return null;
    }

    private string? ReadValue(JsonElement value, string place)
    {
        if (PayloadTokens.Read(value) is { } token)
        {
            return PayloadTokens.Canonical(token);
        }

        Add(place, $"must not be nested more than {PayloadSchema.MaximumPayloadDepth} levels deep");
        return null;
    }

    private IReadOnlyList<string> ReadNames(JsonElement value, string place)
    {
        if (TextsOf(value) is { } names && names.All(name => name is not null))
        {
            return [.. names.OfType<string>().Distinct()];
        }

        Add(place, "must be an array of names");
        return [];
    }

    private Regex? ReadPattern(JsonElement value, string place)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: <= MaximumPattern } pattern)
        {
            Add(place, $"must be a string of at most {MaximumPattern} characters");
            return null;
        }

        try
        {
            return Compile(pattern);
        }
        catch (ArgumentException)
        {
            Add(place, "must be a regular expression");
            return null;
        }
    }

    /// <summary>Without backtracking, where the pattern allows it: then the time grows with the text and not with its powers.</summary>
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, PatternTimeout);
        }
        catch (NotSupportedException)
        {
            // It looks around or refers back. The time-out is what bounds it.
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
    }

    private void ReadFormat(JsonElement value, string place, SchemaChecks own, JObject rules)
    {
        var format = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        switch (format)
        {
            case SchemaChecks.DateTimeFormat or SchemaChecks.Ipv4Format:
                own.Format = format;
                break;
            case not null when Formats.Contains(format):
                rules["format"] = format;
                break;
            default:
                Add(place, $"is not a format that is held; these are: {string.Join(", ", Formats)}");
                break;
        }
    }

    private bool ReadFlag(JsonElement value, string place)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Add(place, "must be true or false");
        return false;
    }

    private int? ReadCount(JsonElement value, string place)
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0)
        {
            return count;
        }

        Add(place, "must be a whole number from 0");
        return null;
    }

    private decimal? ReadNumber(JsonElement value, string place, bool mustBePositive)
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && (number > 0 || !mustBePositive))
        {
            return number;
        }

        Add(place, mustBePositive ? "must be a number of more than 0, at most 7.9e28" : "must be a number from -7.9e28 to 7.9e28");
        return null;
    }

    /// <summary>The items of an array, null in place of those that are no strings; null when it is no array.</summary>
    private static List<string?>? TextsOf(JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? item.GetString() : null)]
        : null;
}
