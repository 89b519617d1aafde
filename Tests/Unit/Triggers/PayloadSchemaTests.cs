using System.Text.Json;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class PayloadSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object"}""", "{}", "[]")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"type":"integer"}""", "1.0", "1.5")]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890", "1e-1")]
    [InlineData("""{"type":"number"}""", "1", "\"1\"")]
    [InlineData("""{"type":"boolean"}""", "true", "\"true\"")]
    [InlineData("""{"type":"null"}""", "null", "0")]
    [InlineData("""{"type":["string","null"],"enum":["a"]}""", "\"a\"", "null")]
    [InlineData("""{"enum":[1,true,{"a":1,"b":[2]}]}""", "1.0", "\"1\"")]
    [InlineData("""{"enum":[1,true,{"a":1,"b":[2]}]}""", """{"b":[2.0],"a":1}""", """{"b":[2]}""")]
    [InlineData("""{"enum":[true]}""", "true", "\"True\"")]
    [InlineData("""{"enum":["2020-01-01T00:00:00Z"]}""", "\"2020-01-01T00:00:00Z\"", "\"2020-01-01T00:00:00.000Z\"")]
    [InlineData("""{"const":"a"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"const":null}""", "null", "\"null\"")]
    [InlineData("""{"minLength":2,"maxLength":2}""", "\"😀😀\"", "\"😀\"")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aa\"", "\"ab\"")]
    [InlineData("""{"pattern":"^(?!b)"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"minimum":5}""", "5", "4.9")]
    [InlineData("""{"maximum":5}""", "5", "1e400")]
    [InlineData("""{"exclusiveMinimum":5}""", "5.1", "5")]
    [InlineData("""{"exclusiveMaximum":5}""", "4", "5")]
    [InlineData("""{"multipleOf":0.1}""", "0.3", "0.35")]
    [InlineData("""{"items":{"type":"string"}}""", """["a"]""", """["a",1]""")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":false}""", """["a"]""", """["a",1]""")]
    [InlineData("""{"items":[{}],"additionalItems":{"type":"number"}}""", """["a",1]""", """["a","b"]""")]
    [InlineData("""{"minItems":1}""", "[1]", "[]")]
    [InlineData("""{"maxItems":0}""", "[]", "[1]")]
    [InlineData("""{"uniqueItems":true}""", """[1,"1",[1],{"a":1}]""", "[1,1.0]")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":false}}""", """{"a":"x"}""", """{"b":1}""")]
    [InlineData("""{"properties":{"$ref":{"type":"string"}}}""", """{"$ref":"x"}""", """{"$ref":1}""")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", """{"A":1}""")]
    [InlineData("""{"required":["a"]}""", "[]", "{}")]
    [InlineData("""{"minProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"maxProperties":0}""", "{}", """{"a":1}""")]
    [InlineData("""{"allOf":[{"type":"string"},{"maxLength":1}]}""", "\"a\"", "\"ab\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", "1", "true")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1.5", "1")]
    [InlineData("""{"oneOf":[{"type":"null"},{"const":null}]}""", "1", "1")]
    [InlineData("""{"not":{"type":"string"}}""", "1", "\"a\"")]
    [InlineData("""{"definitions":{"a":{"type":"string"}},"$ref":"#/definitions/a"}""", "\"a\"", "1")]
    [InlineData("""{"$defs":{"a":{"type":"string"}},"definitions":{"a":{}},"items":{"$ref":"#/$defs/a"}}""", """["a"]""", "[1]")]
    [InlineData("""{"definitions":{"a":{}},"type":"string","allOf":[{"$ref":"#/definitions/a"}]}""", "\"a\"", "1")]
    [InlineData("""{"definitions":{"a":{}},"minimum":3,"anyOf":[{"$ref":"#/definitions/a"}]}""", "3", "1")]
    [InlineData("""{"properties":{"x":{"$ref":"#"}},"additionalProperties":false}""", """{"x":{"x":{}}}""", """{"x":{"y":1}}""")]
    [InlineData("""{"format":"date-time"}""", "\"2020-01-01T00:00:00.5+02:00\"", "\"2020-01-01\"")]
    [InlineData("""{"format":"date"}""", "\"2020-01-01\"", "\"01/02/2020\"")]
    [InlineData("""{"format":"time"}""", "\"10:00:00Z\"", "\"noon\"")]
    [InlineData("""{"format":"email"}""", "\"a@b.c\"", "\"a\"")]
    [InlineData("""{"format":"uri"}""", "\"https://a/b\"", "\"a\"")]
    [InlineData("""{"format":"uuid"}""", "\"0197a3f2-0000-7000-8000-000000000000\"", "\"a\"")]
    [InlineData("""{"format":"ipv4"}""", "\"1.2.3.4\"", "\"2020-01-01\"")]
    [InlineData("""{"format":"ipv6"}""", "\"::1\"", "\"1.2.3.4\"")]
    [InlineData("""{"format":"hostname"}""", "\"a.b\"", "\"a b\"")]
    [InlineData("""{"title":"t","description":"d","default":{"$ref":"http://x/"},"examples":[1],"$comment":"c","$schema":"https://json-schema.org/draft/2020-12/schema","$id":"http://x/","type":"string"}""", "\"a\"", "1")]
    public void Every_keyword_that_is_taken_is_held(string schema, string fits, string doesNotFit)
    {
        var compiled = Compile(schema);

        if (fits != doesNotFit)
        {
            Assert.Empty(compiled.Validate(JsonElement.Parse(fits)));
        }

        Assert.NotEmpty(compiled.Validate(JsonElement.Parse(doesNotFit)));
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("true", "")]
    [InlineData("""{"typ":"string"}""", "/typ")]
    [InlineData("""{"type":"strin"}""", "/type")]
    [InlineData("""{"type":[]}""", "/type")]
    [InlineData("""{"properties":{"a/b":{"contain":{}}}}""", "/properties/a~1b/contain")]
    [InlineData("""{"dependencies":{}}""", "/dependencies")]
    [InlineData("""{"contentMediaType":"application/json"}""", "/contentMediaType")]
    [InlineData("""{"$schema":"https://example.com/schema"}""", "/$schema")]
    [InlineData("""{"$anchor":"a"}""", "/$anchor")]
    [InlineData("""{"$dynamicRef":"#a"}""", "/$dynamicRef")]
    [InlineData("""{"$dynamicAnchor":"a"}""", "/$dynamicAnchor")]
    [InlineData("""{"$recursiveRef":"#"}""", "/$recursiveRef")]
    [InlineData("""{"$vocabulary":{}}""", "/$vocabulary")]
    [InlineData("""{"$never":true}""", "/$never")]
    [InlineData("""{"$count":true}""", "/$count")]
    [InlineData("""{"patternProperties":{"(":{}}}""", "/patternProperties/(")]
    [InlineData("""{"dependentRequired":{"a":[1]}}""", "/dependentRequired")]
    [InlineData("""{"minContains":-1}""", "/minContains")]
    [InlineData("""{"format":"regex"}""", "/format")]
    [InlineData("""{"format":"credit-card"}""", "/format")]
    [InlineData("""{"maximum":1e30}""", "/maximum")]
    [InlineData("""{"if":1}""", "/if")]
    [InlineData("""{"prefixItems":[{}],"items":[{}]}""", "/items")]
    [InlineData("""{"prefixItems":[]}""", "/prefixItems")]
    [InlineData("""{"items":{"$id":"x"}}""", "/items/$id")]
    [InlineData("""{"x-checks":0}""", "/x-checks")]
    [InlineData("""{"pattern":"("}""", "/pattern")]
    [InlineData("""{"pattern":1}""", "/pattern")]
    [InlineData("""{"exclusiveMinimum":true}""", "/exclusiveMinimum")]
    [InlineData("""{"minimum":"1"}""", "/minimum")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf")]
    [InlineData("""{"minLength":-1}""", "/minLength")]
    [InlineData("""{"enum":[]}""", "/enum")]
    [InlineData("""{"required":[1]}""", "/required")]
    [InlineData("""{"uniqueItems":1}""", "/uniqueItems")]
    [InlineData("""{"allOf":[]}""", "/allOf")]
    [InlineData("""{"anyOf":[{},{"type":1}]}""", "/anyOf/1/type")]
    [InlineData("""{"additionalItems":false}""", "/additionalItems")]
    [InlineData("""{"properties":[]}""", "/properties")]
    [InlineData("""{"$ref":"http://169.254.169.254/"}""", "/$ref")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "/$ref")]
    [InlineData("""{"$ref":"#/definitions/none"}""", "/$ref")]
    [InlineData("""{"$ref":"#/properties/a"}""", "/$ref")]
    [InlineData("""{"$ref":"#name"}""", "/$ref")]
    [InlineData("""{"$ref":"other.json#/$defs/a"}""", "/$ref")]
    [InlineData("""{"not":{"not":{}},"items":{"$ref":"#/not/not"}}""", "/items/$ref")]
    [InlineData("""{"$id":"http://x/","items":{"$ref":"http://x/"}}""", "/items/$ref")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#","type":"string"}}""", "/items/type")]
    [InlineData("""{"dependentSchemas":{"a":{"$ref":"#"}}}""", "")]
    [InlineData("""{"if":{"$ref":"#"}}""", "")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""", "")]
    [InlineData("""{"pattern":"\ud800"}""", "")]
    [InlineData("""{"$re\ud800":1}""", "")]
    public void Schema_that_would_not_be_held_is_refused_with_its_place(string schema, string place)
    {
        var result = PayloadSchema.Compile(JsonElement.Parse(schema));

        Assert.False(result.IsValid);
        Assert.Contains(result.Errors, error => error.Pointer == place);
    }

    [Fact]
    public void Reference_to_itself_and_to_nothing_else_is_refused()
    {
        var result = PayloadSchema.Compile(
            JsonElement.Parse(
                """{"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}},"$ref":"#/definitions/a"}"""));

        Assert.False(result.IsValid);
    }

    [Fact]
    public void Every_fault_of_a_schema_is_told_up_to_twenty()
    {
        var faults = string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"x{i}\":1"));

        Assert.Equal(2, PayloadSchema.Compile(JsonElement.Parse("""{"a":1,"b":2}""")).Errors.Count);
        Assert.Equal(PayloadSchema.MaximumErrors, PayloadSchema.Compile(JsonElement.Parse($"{{{faults}}}")).Errors.Count);
    }

    [Fact]
    public void Error_names_the_exact_place_in_the_payload()
    {
        var schema = Compile("""
            {"properties":{"a.b":{"items":{"anyOf":[{"properties":{"c/d":{"type":"string"}},"required":["e"]}],"additionalProperties":true}},
             "n":{"allOf":[{"minimum":3}]},"x":{"additionalProperties":false},"t":{"items":[{}],"additionalItems":false}}}
            """);

        var errors = schema.Validate(JsonElement.Parse("""{"a.b":[{"c/d":"","e":1},{"c/d":1}],"n":1,"x":{"y~z":1},"t":[1,2]}"""));

        Assert.Equal(
            [
                new PayloadError("/a.b/1", "must match one of the schemas in anyOf"),
                new PayloadError("/n", "must be at least 3"),
                new PayloadError("/t/1", "is not allowed"),
                new PayloadError("/x/y~0z", "is not allowed"),
            ],
            errors.OrderBy(error => error.Pointer, StringComparer.Ordinal));
    }

    [Fact]
    public void At_most_twenty_errors_are_told()
    {
        var payload = JsonElement.Parse($"[{string.Join(',', Enumerable.Repeat("1", 1_000))}]");

        Assert.Equal(PayloadSchema.MaximumErrors, Compile("""{"items":{"type":"string"}}""").Validate(payload).Count);
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_compared_as_replacement_characters()
    {
        Assert.Empty(Compile("""{"maxLength":1}""").Validate(JsonElement.Parse("\"\\ud800\"")));
        Assert.Empty(Compile("""{"const":"\ufffd"}""").Validate(JsonDocument.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' }).RootElement));
    }

    [Fact]
    public void One_schema_serves_many_threads()
    {
        var schema = Compile("""{"definitions":{"a":{"type":"string","pattern":"^a+$"}},"items":{"$ref":"#/definitions/a"}}""");
        var payload = JsonElement.Parse("""["a","b","aa"]""");

        Parallel.For(0, 200, _ => Assert.Equal("/1", Assert.Single(schema.Validate(payload)).Pointer));
    }

    [Fact]
    public void Random_schemas_and_payloads_never_throw()
    {
        var random = new Random(4711);
        for (var round = 0; round < 2_000; round++)
        {
            var result = PayloadSchema.Compile(JsonElement.Parse(RandomJson.Schema(random)));
            if (result.IsValid)
            {
                Assert.InRange(result.Schema.Validate(JsonElement.Parse(RandomJson.Value(random))).Count, 0, PayloadSchema.MaximumErrors);
            }
            else
            {
                Assert.InRange(result.Errors.Count, 1, PayloadSchema.MaximumErrors);
            }
        }
    }

    [Fact]
    public void Error_of_a_schema_that_may_fail_is_not_told()
    {
        var schema = Compile(
            """{"if":{"required":["a"]},"then":{"required":["b"]},"not":{"required":["c"]},"contains":{"type":"string"}}""");

        Assert.Equal([new PayloadError(string.Empty, "must have the member b")], schema.Validate(JsonElement.Parse("""{"a":1}""")));
        Assert.Equal("must not match the schema in not", Assert.Single(schema.Validate(JsonElement.Parse("""{"c":1}"""))).Detail);
        Assert.Empty(schema.Validate(JsonElement.Parse("""{"d":1}""")));
    }

    [Fact]
    public void Schemas_with_one_id_do_not_know_each_other()
    {
        var text = Compile("""{"$id":"https://example.com/s","type":"string"}""");
        var number = Compile("""{"$id":"https://example.com/s","type":"number"}""");

        Assert.Empty(text.Validate(JsonElement.Parse("\"a\"")));
        Assert.Empty(number.Validate(JsonElement.Parse("1")));
        Assert.False(PayloadSchema.Compile(JsonElement.Parse("""{"$ref":"https://example.com/s"}""")).IsValid);
    }

    internal static PayloadSchema Compile(string schema)
    {
        var result = PayloadSchema.Compile(JsonElement.Parse(schema));
        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        return result.Schema;
    }
}
