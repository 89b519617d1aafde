using System.Diagnostics;
using System.Text.Json;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

/// <summary>Schemas and payloads that somebody has made to keep the processor busy, fill the memory or end the process.</summary>
public sealed class PayloadSchemaLimitsTests
{
    private const string TooLong = "takes too long to be compared with the schema";

    /// <summary>Many times what it takes, since tests share the processor; without the budget they take minutes, or forever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Schema_that_is_too_large_or_too_deep_is_refused()
    {
        var large = "{\"description\":\"" + new string('x', PayloadSchema.MaximumBytes) + "\"}";
        var deep = Nested("""{"not":""", "{}", "}", 40);
        var wide = """{"anyOf":[""" + Repeated("{}", 1_001) + "]}";
        var names = Nested($$"""{"properties":{"{{new string('x', 1_000)}}":""", All("{}", 500), "}}", 28);
        var name = Nested($$"""{"properties":{"{{new string('x', 1_001)}}":""", "{}", "}}", 1);
        var patterns = All("""{"pattern":"a"}""", 101);
        var pattern = $$"""{"pattern":"{{new string('x', 1_001)}}"}""";

        Assert.All(
            [large, deep, wide, names, name, patterns, pattern],
            schema => Assert.False(PayloadSchema.Compile(JsonElement.Parse(schema)).IsValid));
    }

    [Fact]
    public void Schema_that_evaluates_too_much_for_every_value_is_refused_with_its_place()
    {
        var definitions = Listed(30, i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/definitions/d{{i + 1}}"},{"$ref":"#/definitions/d{{i + 1}}"}]}
            """);
        var chain = Listed(900, i => $$"""
            "d{{i}}":{"$ref":"#/$defs/d{{i + 1}}"}
            """);

        Assert.False(
            PayloadSchema.Compile(
                JsonElement.Parse("""{"definitions":{""" + definitions + ""","d30":{}},"$ref":"#/definitions/d0"}""")).IsValid);
        Assert.False(PayloadSchema.Compile(JsonElement.Parse("""{"$defs":{""" + chain + ""","d900":{}},"$ref":"#/$defs/d0"}""")).IsValid);
        Assert.Equal(
            "/items", Assert.Single(PayloadSchema.Compile(JsonElement.Parse("""{"items":{"not":{"$ref":"#/items"}}}""")).Errors).Pointer);
    }

    [Fact]
    public void Pattern_that_would_run_for_ever_is_an_error()
    {
        var schema = PayloadSchemaTests.Compile("""{"pattern":"^(a+)+$"}""");

        var error = Assert.Single(schema.Validate(JsonElement.Parse($"\"{new string('a', 60)}b\"")));

        Assert.Equal("takes too long to be compared with the pattern", error.Detail);
    }

    [Fact]
    public void Many_patterns_that_would_run_for_ever_end_together()
    {
        var text = new string('a', 60);
        var items = $"[{Repeated($"\"{text}b\"", 2_000)}]";
        var members = $"{{{Listed(2_000, i => $"\"{text}{i}\":1")}}}";

        Assert.NotEmpty(InTime("""{"items":{"pattern":"^(?=a)(a+)+$"}}""", items));
        Assert.Equal(TooLong, Assert.Single(InTime("""{"items":{"not":{"pattern":"^(?=a)(a+)+$"}}}""", items)).Detail);
        Assert.Equal(TooLong, Assert.Single(InTime("""{"patternProperties":{"^(a+)+$":{}}}""", members)).Detail);
    }

    [Theory]
    [InlineData("branches in a negation")]
    [InlineData("branches in oneOf")]
    [InlineData("a long text under many schemas")]
    [InlineData("a long array compared with itself many times")]
    [InlineData("many names that are missing")]
    [InlineData("many properties of empty objects")]
    [InlineData("many properties of large objects")]
    [InlineData("many contains")]
    [InlineData("many propertyNames")]
    [InlineData("unevaluatedProperties of many objects")]
    [InlineData("divisions of huge numbers")]
    [InlineData("long names above many items")]
    public void Nastiest_schemas_and_payloads_end(string name)
    {
        var (schema, payload) = Nasty(name);

        Assert.Equal(new PayloadError(string.Empty, TooLong), Assert.Single(InTime(schema, payload)));
    }

    [Theory]
    [InlineData("""{"multipleOf":0.0000000000000000000000000001}""", "1e400000000")]
    [InlineData("""{"multipleOf":3}""", "-1e-400000000")]
    [InlineData("""{"enum":[1],"minimum":1}""", "1e999999999")]
    [InlineData("""{"uniqueItems":true,"items":{"type":"integer","const":5}}""", "[1e400,-1e400,1e-400]")]
    public void Numbers_beyond_all_bounds_are_compared(string schema, string payload)
    {
        // Nothing is thrown; written out, such a number would end the process.
        Assert.InRange(InTime(schema, payload).Count, 0, PayloadSchema.MaximumErrors);
    }

    [Fact]
    public void Deepest_recursion_fits_the_stack()
    {
        var schema = PayloadSchemaTests.Compile("""{"properties":{"x":""" + Nested("""{"allOf":[""", """{"$ref":"#"}""", "]}", 20) + "}}");
        var payload = JsonElement.Parse(Nested("""{"x":""", "1", "}", 60));
        IReadOnlyList<PayloadError> errors = [];

        // Half of what a thread of the pool has.
        var thread = new Thread(() => errors = schema.Validate(payload), maxStackSize: 768 * 1_024);
        thread.Start();
        thread.Join();

        Assert.Equal(TooLong, Assert.Single(errors).Detail);
    }

    [Fact]
    public void Payload_that_is_too_deep_is_an_error()
    {
        var payload =
            JsonDocument.Parse(new string('[', 100) + new string(']', 100), new JsonDocumentOptions { MaxDepth = 200 }).RootElement;

        Assert.Contains("64", Assert.Single(PayloadSchemaTests.Compile("{}").Validate(payload)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_of_a_member_that_is_too_long_is_an_error()
    {
        var payload = JsonElement.Parse($$"""{"{{new string('/', 500_000)}}":1}""");

        Assert.Contains(
            "1,000", Assert.Single(PayloadSchemaTests.Compile("""{"additionalProperties":{}}""").Validate(payload)).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Large_payload_of_records_is_compared_to_the_end()
    {
        const string Schema = """
            {"items":{"type":"object","required":["id","name"],"additionalProperties":false,"properties":{
             "id":{"type":"integer"},"name":{"type":"string","maxLength":100},"tags":{"items":{"type":"string"},"uniqueItems":true},"at":{"format":"date-time"}}}}
            """;
        var records = Listed(10_000, i => $$"""{"id":{{i}},"name":"name {{i}}","tags":["a","b","c"],"at":"2020-01-01T00:00:00Z"}""");

        Assert.Empty(InTime(Schema, $"[{records}]"));
        Assert.Equal(new PayloadError("/10000", "must be of the type object"), Assert.Single(InTime(Schema, $"[{records},1]")));
    }

    /// <summary>Each is allowed by the limits at save, and each was found by looking for the most expensive use of a keyword.</summary>
    private static (string Schema, string Payload) Nasty(string name)
    {
        var properties = Listed(990, i => $"\"p{i}\":{{}}");
        var members = Listed(1_000, i => $"\"q{i}\":1");
        return name switch
        {
            // Both are tried at each level: 2^60.
            "branches in a negation" => (
                """{"not":{"anyOf":[{"not":{"properties":{"x":{"$ref":"#"}}}},{"not":{"properties":{"x":{"$ref":"#"}}}}]}}""",
                Nested("""{"x":""", "1", "}", 60)),
            "branches in oneOf" => (
                """{"oneOf":[{"properties":{"x":{"$ref":"#"}}},{"properties":{"x":{"$ref":"#"}},"not":{}}]}""",
                Nested("""{"x":""", "1", "}", 60)),
            "a long text under many schemas" => (
                """{"$defs":{"a":""" + All(
                    """{"minLength":1,"format":"uri"}""", 90) + """},"items":""" + All("""{"$ref":"#/$defs/a"}""", 90) + "}",
                $"[\"http://a/{new string('a', 250_000)}\"]"),
            "a long array compared with itself many times" => (All("""{"uniqueItems":true}""", 900), $"[{Listed(100_000, i => $"{i}")}]"),
            "many names that are missing" => (
                """{"items":{"not":{"required":[""" + Listed(6_000, i => $"\"p{i}\"") + "]}}}", $"[{Repeated("{}", 300_000)}]"),
            "many properties of empty objects" => ("""{"items":{"properties":{""" + properties + "}}}", $"[{Repeated("{}", 300_000)}]"),
            "many properties of large objects" =>
                ("""{"items":{"properties":{""" + properties + "}}}", $"[{Repeated($"{{{members}}}", 90)}]"),
            "many contains" => (All("""{"contains":{"const":1}}""", 300), $"[{Repeated("1", 400_000)}]"),
            "many propertyNames" => (All("""{"propertyNames":{"minLength":1}}""", 300), $"{{{Listed(60_000, i => $"\"m{i}\":1")}}}"),
            "unevaluatedProperties of many objects" => (
                """{"items":{"unevaluatedProperties":false,"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}}""",
                $"[{Repeated("""{"a":1,"b":2}""", 60_000)}]"),
            "divisions of huge numbers" => (
                """{"items":{"not":{"multipleOf":12345678901234567890123.12345}}}""", $"[{Repeated("9.87654321e307", 60_000)}]"),
            _ => (
                """{"additionalProperties":{"additionalProperties":{"items":{}}}}""",
                $$"""{"{{new string('/', 1_000)}}":{"{{new string('~', 1_000)}}":[""" + Repeated("1", 200_000) + "]}}"),
        };
    }

    private static IReadOnlyList<PayloadError> InTime(string schema, string payload)
    {
        var compiled = PayloadSchemaTests.Compile(schema);
        var json = JsonElement.Parse(payload);
        var time = Stopwatch.StartNew();

        var errors = compiled.Validate(json);

        Assert.InRange(time.Elapsed, TimeSpan.Zero, Patience);
        return errors;
    }

    private static string All(string schema, int count) => "{\"allOf\":[" + Repeated(schema, count) + "]}";

    private static string Repeated(string text, int count) => string.Join(',', Enumerable.Repeat(text, count));

    private static string Listed(int count, Func<int, string> text) => string.Join(',', Enumerable.Range(0, count).Select(text));

    private static string Nested(string open, string inner, string close, int levels) =>
        string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels));
}
