using System.Text;
using System.Text.Json;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class TriggerTemplateTests
{
    private const string Payload = """
        {"text":"a \"b\" é","number":1.50,"flag":true,"none":null,"items":[{"name":"x"},[2,3]],"object":{"a": 1, "é": "<"},
         "length":"own","sized":{"length":7},"0":"zero","deep":{"a":{"b":["c"]}}}
        """;

    [Theory]
    [InlineData("no placeholder }} { }", "no placeholder }} { }")]
    [InlineData("{{text}}", "a \"b\" é")]
    [InlineData("<{{ number }}|{{flag}}>", "<1.50|true>")]
    [InlineData("[{{none}}{{missing}}{{text.missing}}{{items.9}}{{items.-1}}{{items.x}}{{number.length}}]", "[]")]
    [InlineData("{{items.0.name}} {{items.1.1}} {{deep.a.b.0}}", "x 3 c")]
    [InlineData("{{items.1}} {{object}}", """[2,3] {"a":1,"é":"<"}""")]
    [InlineData("{{items.length}} {{text.length}} {{items.1.length}}", "2 7 2")]
    [InlineData("{{length}} {{sized.length}} {{0}}", "own 7 zero")]
    [InlineData("{{text.length.length}}", "")]
    [InlineData("""{"n":{{number}}}""", """{"n":1.50}""")]
    public void Placeholders_stand_for_values_of_the_payload(string template, string message)
    {
        Assert.Equal(message, Parse(template).Render(JsonElement.Parse(Payload)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{{a")]
    [InlineData("{{a}} {{b}")]
    [InlineData("{{}}")]
    [InlineData("{{  }}")]
    [InlineData("{{a..b}}")]
    [InlineData("{{.a}}")]
    [InlineData("{{a.}}")]
    [InlineData("{{a {{b}}")]
    [InlineData("{{{a}}}")]
    [InlineData("a\0")]
    public void Template_that_cannot_be_read_is_refused(string template)
    {
        Assert.False(TriggerTemplate.Parse(template).IsValid);
    }

    [Fact]
    public void Template_with_half_a_surrogate_pair_is_refused()
    {
        // Not an InlineData: attributes cannot hold it.
        Assert.False(TriggerTemplate.Parse("a\ud800").IsValid);
    }

    [Fact]
    public void Longest_template_is_taken_and_a_longer_one_refused()
    {
        Assert.True(TriggerTemplate.Parse(new string('a', TriggerTemplate.MaximumLength)).IsValid);
        Assert.False(TriggerTemplate.Parse(new string('a', TriggerTemplate.MaximumLength + 1)).IsValid);
        Assert.True(TriggerTemplate.Parse(Repeat("{{a}}", TriggerTemplate.MaximumPlaceholders)).IsValid);
        Assert.False(TriggerTemplate.Parse(Repeat("{{a}}", TriggerTemplate.MaximumPlaceholders + 1)).IsValid);
    }

    [Fact]
    public void Message_that_is_too_long_is_cut_between_two_characters()
    {
        var exact = Parse("{{a}}").Render(PayloadOf(new string('x', TriggerTemplate.MaximumRendered)));
        var cut = Parse("{{a}}{{a}}").Render(PayloadOf(new string('x', TriggerTemplate.MaximumRendered)));
        var between = Parse("x{{a}}").Render(PayloadOf(Repeat("😀", TriggerTemplate.MaximumRendered / 2)));

        Assert.DoesNotContain('…', exact);
        Assert.Equal(TriggerTemplate.MaximumRendered, cut.Length);
        Assert.EndsWith("x…", cut, StringComparison.Ordinal);
        Assert.EndsWith("😀…", between, StringComparison.Ordinal);
        Assert.InRange(between.Length, TriggerTemplate.MaximumRendered - 1, TriggerTemplate.MaximumRendered);
    }

    [Theory]
    [InlineData("\"a\\u0000b\"", "a\uFFFDb")]
    [InlineData("\"a\\ud800b\"", "a\uFFFDb")]
    [InlineData("\"\\udc00\\ud800\"", "\uFFFD\uFFFD")]
    [InlineData("\"\\ud83d\\ude00\\ud800\"", "😀\uFFFD")]
    [InlineData("\"\\\\ud800\\ud800\"", "\\ud800\uFFFD")]
    [InlineData("[\"\\ud800\"]", "[\"\uFFFD\"]")]
    public void What_cannot_be_stored_becomes_the_replacement_character(string value, string message)
    {
        Assert.Equal(message, Parse("{{a}}").Render(JsonElement.Parse($$"""{"a":{{value}}}""")));
    }

    [Fact]
    public void Member_whose_name_is_no_Unicode_is_in_nobodys_way()
    {
        Assert.Equal("x", Parse("{{name}}").Render(JsonElement.Parse("""{"name":"x","na\ud800":1}""")));
    }

    [Fact]
    public void Broken_encoding_becomes_the_replacement_character()
    {
        var payload = JsonDocument.Parse("{\"a\":\"x\u00ff\"}".Select(character => (byte)character).ToArray()).RootElement;

        Assert.Equal("x\uFFFD", Parse("{{a}}").Render(payload));
    }

    [Fact]
    public void Random_templates_and_payloads_never_throw()
    {
        var random = new Random(4711);
        string[] pieces = ["{{", "}}", "{", "}", "a", "b", ".", "0", "length", " ", "é", "$ref", "\ud83d", "\0"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomJson.Pick(random, pieces)));
            if (TriggerTemplate.Parse(text) is { IsValid: true } template)
            {
                var message = template.Value.Render(JsonElement.Parse(RandomJson.Value(random)));

                Assert.DoesNotContain('\0', message);
                Assert.Equal(message, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message)));
            }
        }
    }

    private static TriggerTemplate Parse(string template)
    {
        var parsed = TriggerTemplate.Parse(template);
        Assert.True(parsed.IsValid, parsed.Error);
        return parsed.Value;
    }

    private static JsonElement PayloadOf(string text) => JsonSerializer.SerializeToElement(new { a = text });

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
