using System.Globalization;
using System.Text.Json;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>Reads the JSON of <see cref="SignatureRule"/> and notes every error with its pointer.</summary>
internal sealed class SignatureRuleReader
{
    private const int MaximumComponents = 10;
    private const int MaximumText = 100;
    private readonly List<PayloadError> errors = [];

    private SignatureRuleReader()
    {
    }

    public static SignatureRuleResult Read(JsonElement json)
    {
        var reader = new SignatureRuleReader();
        try
        {
            return reader.ReadVerification(json) is { } verification && reader.errors.Count == 0
                ? new SignatureRuleResult(verification)
                : new SignatureRuleResult(reader.errors);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in the name of a member: looking for another name reads it.
            return new SignatureRuleResult([new PayloadError(string.Empty, "must be Unicode text throughout")]);
        }
    }

    private SignatureRule? ReadVerification(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new PayloadError(string.Empty, "must be an object"));
            return null;
        }

        var hasPreset = Member(json, "preset") is not null;
        if (hasPreset == (Member(json, "custom") is not null))
        {
            errors.Add(new PayloadError(string.Empty, "must have either preset or custom"));
            return null;
        }

        return hasPreset ? ReadPreset(json) : ReadCustom(json.GetProperty("custom"), "/custom");
    }

    private SignatureRule? ReadPreset(JsonElement json)
    {
        if (OneOf(json, string.Empty, "preset", SignaturePresets.All) is not { } preset)
        {
            return null;
        }

        return new SignatureRule(
            preset,
            SignaturePresets.SchemeOf(preset),
            ReadTolerance(json, string.Empty, SignaturePresets.HasTimestamp(preset), "cannot be held, because this sender signs no time"));
    }

    private SignatureRule? ReadCustom(JsonElement json, string path)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new PayloadError(path, "must be an object"));
            return null;
        }

        var algorithms = Enum.GetValues<SignatureAlgorithm>();
        var encodings = Enum.GetValues<SignatureEncoding>();
        var algorithm = OneOf(json, path, "algorithm", [.. algorithms.Select(SignatureNames.Of)]);
        var encoding = OneOf(json, path, "encoding", [.. encodings.Select(SignatureNames.Of)]);
        var header = HeaderName(json, path, "header", required: true);
        var prefix = Text(json, path, "prefix") ?? string.Empty;
        var components = ReadComponents(json, path);
        var separator = Text(json, path, "separator") ?? string.Empty;
        var timestampHeader = HeaderName(json, path, "timestampHeader", required: false);
        if (timestampHeader is not null
            && !components.OfType<SchemePart.HeaderValue>().Any(component => IsSame(component.Name, timestampHeader)))
        {
            errors.Add(
                new PayloadError($"{path}/timestampHeader", "must be one of the signed components, or anyone could change the time"));
        }

        var tolerance = ReadTolerance(json, path, timestampHeader is not null, "needs a timestampHeader");
        if (errors.Count > 0 || header is null)
        {
            return null;
        }

        var scheme = new SignatureScheme(
            algorithms.First(value => SignatureNames.Of(value) == algorithm),
            encodings.First(value => SignatureNames.Of(value) == encoding),
            header,
            prefix,
            components,
            separator,
            timestampHeader);
        return new SignatureRule(preset: null, scheme, tolerance);
    }

    private List<SchemePart> ReadComponents(JsonElement json, string path)
    {
        path += "/components";
        var components = new List<SchemePart>();
        if (Member(json, "components") is not { ValueKind: JsonValueKind.Array } items
            || items.GetArrayLength() is 0 or > MaximumComponents)
        {
            errors.Add(new PayloadError(path, $"must be an array of 1 to {MaximumComponents} items"));
            return components;
        }

        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            if (ReadComponent(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}")) is { } component)
            {
                components.Add(component);
            }
        }

        if (components.Count == items.GetArrayLength() && components.Count(component => component is SchemePart.WholeBody) != 1)
        {
            errors.Add(new PayloadError(path, "must hold the body exactly once: what is not signed is not verified"));
        }

        return components;
    }

    private SchemePart? ReadComponent(JsonElement json, string path)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new PayloadError(path, "must be an object"));
            return null;
        }

        switch (OneOf(json, path, "source", ["body", "header", "literal"]))
        {
            case "body":
                return new SchemePart.WholeBody();
            case "header":
                return HeaderName(json, path, "name", required: true) is { } name ? new SchemePart.HeaderValue(name) : null;
            case "literal":
                if (Text(json, path, "value") is { Length: > 0 } value)
                {
                    return new SchemePart.FixedText(value);
                }

                AddOnce($"{path}/value", "is required");
                return null;
            default:
                return null;
        }
    }

    private int? ReadTolerance(JsonElement json, string path, bool hasTimestamp, string faultWithout)
    {
        if (Member(json, "toleranceSeconds") is not { } value)
        {
            return hasTimestamp ? SignatureRule.DefaultToleranceSeconds : null;
        }

        if (!hasTimestamp)
        {
            errors.Add(new PayloadError($"{path}/toleranceSeconds", faultWithout));
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number
            && value.TryGetInt32(out var seconds)
            && seconds is >= 1 and <= SignatureRule.MaximumToleranceSeconds)
        {
            return seconds;
        }

        errors.Add(new PayloadError(
            $"{path}/toleranceSeconds",
            string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {SignatureRule.MaximumToleranceSeconds}")));
        return null;
    }

    private string? HeaderName(JsonElement json, string path, string member, bool required)
    {
        if (Member(json, member) is null)
        {
            if (required)
            {
                errors.Add(new PayloadError($"{path}/{member}", "is required"));
            }

            return null;
        }

        if (Text(json, path, member) is not { } name)
        {
            return null;
        }

        // Reserved names are refused for headers this service sets; here it only reads.
        if (CustomHeaders.IsName(name))
        {
            return name;
        }

        errors.Add(new PayloadError($"{path}/{member}", "must be a valid header name"));
        return null;
    }

    private string? OneOf(JsonElement json, string path, string member, IReadOnlyList<string> names)
    {
        if (Member(json, member) is { } value && UnicodeText.Of(value) is { } name && names.Contains(name))
        {
            return name;
        }

        errors.Add(new PayloadError($"{path}/{member}", $"must be one of {string.Join(", ", names)}"));
        return null;
    }

    /// <summary>A text of at most 100 characters, blanks kept; null when it is absent or wrong.</summary>
    private string? Text(JsonElement json, string path, string member)
    {
        if (Member(json, member) is not { } value)
        {
            return null;
        }

        if (UnicodeText.Of(value) is { Length: <= MaximumText } text)
        {
            return text;
        }

        AddOnce($"{path}/{member}", $"must be Unicode text of at most {MaximumText} characters without NUL characters");
        return null;
    }

    private void AddOnce(string pointer, string detail)
    {
        if (errors.All(error => error.Pointer != pointer))
        {
            errors.Add(new PayloadError(pointer, detail));
        }
    }

    /// <summary>A member that is there and not null.</summary>
    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
