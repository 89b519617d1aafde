using System.Globalization;

namespace Webhooks.Tests.Unit.Triggers;

/// <summary>JSON from a seeded source, with what readers stumble over: huge numbers, halves of surrogate pairs, NUL, odd names.</summary>
internal static class RandomJson
{
    private static readonly string[] Scalars =
    [
        "0", "-0", "1", "1.0", "1e30", "-1e400", "0.1", "9223372036854775808", "79228162514264337593543950336", "true", "false", "null",
        "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\\\ud800\"", "\"😀\"", "\"2020-01-01T00:00:00Z\"",
        "\"::1\"",
    ];

    private static readonly string[] Names = ["a", "b", "", "$ref", "a/b~", "\\u0000", "\\ud800", "length", "0", "type", "a.b"];

    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "properties", "required", "additionalProperties", "minProperties", "maxProperties", "items",
        "additionalItems",
        "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf", "allOf", "anyOf", "oneOf", "not", "title", "default",
        "if", "then", "else", "contains", "minContains", "maxContains", "prefixItems", "patternProperties", "propertyNames",
        "dependentRequired",
        "dependentSchemas", "unevaluatedItems", "unevaluatedProperties",
    ];

    private static readonly string[] Types =
        ["\"object\"", "\"array\"", "\"string\"", "\"integer\"", "[\"number\",\"null\"]", "\"boolean\""];
    private static readonly string[] Patterns = ["\"^a\"", "\"(a+)+$\"", "\"(?=a).*\"", "\"[\"", "\"\\\\p{L}\"", "\"a{1000}{1000}\""];
    private static readonly string[] Formats =
        ["\"date-time\"", "\"date\"", "\"time\"", "\"email\"", "\"uri\"", "\"uuid\"", "\"ipv4\"", "\"ipv6\"", "\"hostname\""];
    private static readonly string[] Numbers = ["0", "1", "2.5", "-7e28", "1e-27", "3"];

    /// <summary>Any value.</summary>
    public static string Value(Random random, int depth = 0) => depth > 4 ? Pick(random, Scalars) : random.Next(4) switch
    {
        0 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)))}]",
        1 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Pick(random, Names)}\":{Value(random, depth + 1)}"))}}}",
        _ => Pick(random, Scalars),
    };

    /// <summary>A schema that is mostly good; now and then a keyword has any value.</summary>
    public static string Schema(Random random, int depth = 0)
    {
        var keywords = Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Keywords)).Distinct();
        return $"{{{string.Join(',', keywords.Select(keyword => $"\"{keyword}\":{(random.Next(40) == 0 ? Value(random) : For(keyword, random, depth))}"))}}}";
    }

    public static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private static string For(string keyword, Random random, int depth) => keyword switch
    {
        "type" => Pick(random, Types),
        "enum" => $"[{Value(random, 3)},{Value(random, 3)}]",
        "required" => "[\"a\",\"a/b~\"]",
        "properties" => $"{{\"a\":{Child(random, depth)},\"a.b\":{Child(random, depth)},\"$ref\":{Child(random, depth)}}}",
        "allOf" or "anyOf" or "oneOf" or "prefixItems" => $"[{Child(random, depth)},{Child(random, depth)}]",
        "patternProperties" => $"{{{Pick(random, Patterns)}:{Child(random, depth)},\"/|~\":{Child(random, depth)}}}",
        "dependentRequired" => "{\"a\":[\"a.b\"],\"a/b~\":[\"\"]}",
        "dependentSchemas" => $"{{\"a/b~\":{Child(random, depth)},\"a\":{Child(random, depth)}}}",
        "items" or "not" or "additionalProperties" or "additionalItems" or "if" or "then" or "else" or "contains" or "propertyNames"
            or "unevaluatedItems" or "unevaluatedProperties" => Child(random, depth),
        "pattern" => Pick(random, Patterns),
        "format" => Pick(random, Formats),
        "uniqueItems" => "true",
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" => Pick(random, Numbers),
        "const" or "title" or "default" => Value(random, 3),
        _ => random.Next(3).ToString(CultureInfo.InvariantCulture),
    };

    private static string Child(Random random, int depth) => depth > 4 || random.Next(10) == 0 ? "true" : Schema(random, depth + 1);
}
