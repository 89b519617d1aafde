using System.Collections.Frozen;
using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Webhooks.Core.Triggers;

/// <summary>
/// A keyword that holds no schemas: which values it may have, and how a value of a payload is checked. <see cref="PayloadRules"/> has
/// them all.
/// </summary>
/// <param name="name">The keyword.</param>
/// <param name="demand">The rule for its value, reported when <paramref name="read"/> finds it broken.</param>
/// <param name="read">The keyword's value in the form that is checked against; null when it cannot have this value.</param>
/// <param name="check">Returns the fault of a value; null = none.</param>
internal sealed class PayloadRule(
    string name, string demand, Func<JsonElement, object?> read, Func<object, JsonElement, PayloadRun, string?> check) : IKeywordHandler
{
    public string Name => name;

    public static PayloadRule Of<T>(
        string name, string demand, Func<JsonElement, T?> read, Func<T, JsonElement, PayloadRun, string?> check)
        where T : class =>
        new(name, demand, read, (rule, value, run) => check((T)rule, value, run));

    /// <summary>Why the keyword cannot have this value; null when it can.</summary>
    public string? FaultOf(JsonElement value) => read(value) is null ? demand : null;

    public object? ValidateKeywordValue(JsonElement value) => read(value);

    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
    }

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        var run = (PayloadRun)context.Options;
        var fault = check(keyword.Value!, context.Instance, run); // Read when the schema was compiled.
        if (fault is not null)
        {
            run.Report(context.InstanceLocation, fault);
        }

        return new KeywordEvaluation { Keyword = Name, IsValid = fault is null };
    }
}

/// <summary>
/// The keywords that look at one value. They are not the library's, which counts lengths in graphemes, compares patterns without a
/// time-out, fails on numbers that are no <see cref="decimal"/>, and repeats the payload in its errors.
/// </summary>
internal static class PayloadRules
{
    private const int MaximumPattern = 1_000;
    private const int NamesPerStep = 64;
    private const int ItemsPerStep = 8;
    private const int MaximumNames = 10;

    // Dividing numbers of up to 300 digits.
    private const int CostOfDivision = 300;
    private const string Count = "must be a whole number from 0";
    private const string Number = "must be a number from -7.9e28 to 7.9e28";
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    // Not "regex", which would compile a pattern that any sender chose.
    private static readonly FrozenDictionary<string, Format> Supported = new[]
    {
        Formats.DateTime, Formats.Date, Formats.Time, Formats.Duration, new PredicateFormat("email", value => IsEmail(value.GetString()!)),
        Formats.IdnEmail, Formats.Hostname, Formats.IdnHostname, Formats.Ipv4, Formats.Ipv6, Formats.Uri, Formats.UriReference,
        Formats.UriTemplate, Formats.Iri, Formats.IriReference, Formats.Uuid, Formats.JsonPointer, Formats.RelativeJsonPointer,
    }.ToFrozenDictionary(format => format.Key);

    /// <summary>By keyword.</summary>
    public static FrozenDictionary<string, PayloadRule> All { get; } = new[]
    {
        PayloadRule.Of("type", $"must be one or several of {string.Join(", ", Types)}", TypesOf, (types, value, _) =>
            types.Any(type => IsOf(value, type)) ? null : $"must be of the type {string.Join(" or ", types)}"),
        PayloadRule.Of("enum", "must be an array of values", EnumOf, (allowed, value, run) =>
            allowed.Contains(run.Canonical(value)) ? null : "must be one of the values in enum"),
        PayloadRule.Of("const", string.Empty, PayloadRun.KeyOf, (only, value, run) =>
            only == run.Canonical(value) ? null : "must be the value in const"),
        PayloadRule.Of("required", "must be an array of names", TextsOf, Required),
        PayloadRule.Of("dependentRequired", "must be an object of arrays of names", DependenciesOf, DependentRequired),
        PayloadRule.Of("pattern", PatternDemand, value => TextOf(value) is { } text ? PatternOf(text) : null, Pattern),
        PayloadRule.Of(
            "format", $"is not a supported format; these are: {string.Join(", ", Supported.Keys.Order())}", FormatOf, FormatFault),
        PayloadRule.Of("uniqueItems", "must be true or false", FlagOf, UniqueItems),
        Bound("minLength", LengthOf, (length, limit) => length >= limit, "must have at least {0} characters"),
        Bound("maxLength", LengthOf, (length, limit) => length <= limit, "may have at most {0} characters"),
        Bound("minItems", ItemsOf, (items, limit) => items >= limit, "must have at least {0} items"),
        Bound("maxItems", ItemsOf, (items, limit) => items <= limit, "may have at most {0} items"),
        Bound("minProperties", MembersOf, (members, limit) => members >= limit, "must have at least {0} members"),
        Bound("maxProperties", MembersOf, (members, limit) => members <= limit, "may have at most {0} members"),

        // Read by contains, from the schema they are in.
        PayloadRule.Of("minContains", Count, CountOf, (_, _, _) => null),
        PayloadRule.Of("maxContains", Count, CountOf, (_, _, _) => null),
        Comparison("minimum", order => order >= 0, "must be at least"),
        Comparison("maximum", order => order <= 0, "may be at most"),
        Comparison("exclusiveMinimum", order => order > 0, "must be more than"),
        Comparison("exclusiveMaximum", order => order < 0, "must be less than"),
        PayloadRule.Of("multipleOf", "must be a number of more than 0, at most 7.9e28", DivisorOf, MultipleOf),

        // Stands for the schema false.
        PayloadRule.Of(PayloadKeywords.Never, string.Empty, FlagOf, (_, _, _) => "is not allowed"),
    }.ToFrozenDictionary(rule => rule.Name);

    /// <summary>The rule for patterns, as a phrase for an error.</summary>
    public static string PatternDemand => $"must be a regular expression of at most {MaximumPattern} characters";

    /// <summary>
    /// A pattern, bounded by its time-out; null when it is none. Not without backtracking: such a pattern of 1,000 characters took 4 s and
    /// 100 MB to compile, and kept another 40 MB after matching.
    /// </summary>
    public static Regex? PatternOf(string pattern)
    {
        try
        {
            return pattern.Length <= MaximumPattern ? new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static PayloadRule Bound(string name, Func<JsonElement, int?> measure, Func<int, int, bool> holds, string fault) =>
        PayloadRule.Of(name, Count, CountOf, (limit, value, _) =>
            measure(value) is not { } size || holds(size, (int)limit) ? null : string.Format(CultureInfo.InvariantCulture, fault, limit));

    private static PayloadRule Comparison(string name, Func<int, bool> holds, string fault) =>
        PayloadRule.Of(name, Number, NumberOf, (limit, value, _) =>
            value.ValueKind is not JsonValueKind.Number || holds(JsonMath.NumberCompare(value, (JsonElement)limit))
                ? null
                : $"{fault} {limit}");

    private static bool IsOf(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) => true,

        // Canonical: 1.0 is written 1, and a number with an exponent is too large to have a fraction.
        ("integer", JsonValueKind.Number) => value.GetRawText() is var text && (text.Contains('E') || !text.Contains('.')),
        _ => false,
    };

    private static string? Required(string[] names, JsonElement value, PayloadRun run)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        run.Spend(names.Length * (1L + value.GetPropertyCount()) / NamesPerStep);
        return Missing(names.Where(name => !value.TryGetProperty(name, out _)));
    }

    private static string? DependentRequired(Dictionary<string, string[]> dependencies, JsonElement value, PayloadRun run)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        run.Spend(dependencies.Sum(each => 1L + each.Value.Length) * (1L + value.GetPropertyCount()) / NamesPerStep);
        return Missing(dependencies.Where(each => value.TryGetProperty(each.Key, out _)).SelectMany(each => each.Value)
            .Where(name => !value.TryGetProperty(name, out _)));
    }

    // Looks for no more than are reported.
    private static string? Missing(IEnumerable<string> names) => names.Distinct().Take(MaximumNames + 1).ToArray() switch
    {
        [] => null,
        [var only] => $"must have the member {only}",
        { Length: <= MaximumNames } several => $"must have the members {string.Join(", ", several)}",
        var many => $"must have the members {string.Join(", ", many.Take(MaximumNames))} and others",
    };

    private static string? Pattern(Regex pattern, JsonElement value, PayloadRun run) =>
        TextOf(value) is not { } text ? null : run.Matches(pattern, text) switch
        {
            true => null,
            false => "must match the pattern",
            null => "takes too long to be compared with the pattern",
        };

    private static string? FormatFault(Format format, JsonElement value, PayloadRun run) =>
        value.ValueKind is not JsonValueKind.String || run.Timed(() => HasFormat(format, value)) is true
            ? null
            : $"must be text of the format {format.Key}";

    private static bool HasFormat(Format format, JsonElement value)
    {
        try
        {
            // The library takes a blank or "_" for the T of a date-time.
            return format.Validate(value, out _) && (format != Formats.DateTime || value.GetString()![10] is 'T' or 't');
        }
        catch (ArgumentException)
        {
            // The year 0, for one.
            return false;
        }
    }

    private static string? UniqueItems(object unique, JsonElement value, PayloadRun run)
    {
        if (unique is false || value.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        run.Spend(value.GetArrayLength() / ItemsPerStep);

        // Of texts: the hashes of numbers are easily made to collide.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return value.EnumerateArray().All(item => seen.Add(run.Canonical(item))) ? null : "must not hold a value twice";
    }

    private static string? MultipleOf(object divisor, JsonElement value, PayloadRun run)
    {
        if (value.ValueKind is not JsonValueKind.Number)
        {
            return null;
        }

        run.Spend(CostOfDivision);
        return JsonMath.Divides(value, (JsonElement)divisor) ? null : $"must be a multiple of {divisor}";
    }

    // The library wants a top-level domain of two letters.
    private static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;

    // In Unicode characters, as JSON Schema counts.
    private static int? LengthOf(JsonElement value) => TextOf(value)?.EnumerateRunes().Count();

    private static int? ItemsOf(JsonElement value) => value.ValueKind is JsonValueKind.Array ? value.GetArrayLength() : null;

    private static int? MembersOf(JsonElement value) => value.ValueKind is JsonValueKind.Object ? value.GetPropertyCount() : null;

    private static string? TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string[]? TextsOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!).Distinct()] // Strings, all of them.
            : null;

    private static string[]? TypesOf(JsonElement value)
    {
        var names = TextOf(value) is { } name ? [name] : TextsOf(value);
        return names is { Length: > 0 } && names.All(Types.Contains) ? names : null;
    }

    private static HashSet<string>? EnumOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0
            ? value.EnumerateArray().Select(PayloadRun.KeyOf).ToHashSet(StringComparer.Ordinal)
            : null;

    private static Dictionary<string, string[]>? DependenciesOf(JsonElement value)
    {
        var all = value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().ToList() : null;
        return all?.TrueForAll(member => TextsOf(member.Value) is not null) is true
            ? all.ToDictionary(member => member.Name, member => TextsOf(member.Value)!) // None of them is null.
            : null;
    }

    private static Format? FormatOf(JsonElement value) => TextOf(value) is { } name ? Supported.GetValueOrDefault(name) : null;

    private static object? FlagOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static object? CountOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0 ? count : null;

    private static object? NumberOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out _) ? value : null;

    private static object? DivisorOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && number > 0 ? value : null;
}
