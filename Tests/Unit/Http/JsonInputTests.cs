using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Http;

public sealed class JsonInputTests
{
    [Fact]
    public void A_text_loses_the_blanks_around_it() => Assert.Equal("a b", Input("""{"name":"  a b\n"}""").Text("name"));

    [Theory]
    [InlineData("""{}""", "is required")]
    [InlineData("""{"name":null}""", "must not be null")]
    [InlineData("""{"name":""}""", "must not be empty")]
    [InlineData("""{"name":" "}""", "must not be empty")]
    [InlineData("""{"name":7}""", "must be a string")]
    [InlineData("""{"name":"abcd"}""", "may have at most 3 characters")]
    [InlineData("""{"name":"a\u0000"}""", "must be Unicode text without NUL characters")]
    [InlineData("""{"name":"\ud800"}""", "must be Unicode text without NUL characters")]
    public void A_bad_required_text_is_noted_with_its_pointer(string json, string detail)
    {
        var input = Input(json);

        Assert.Null(input.Text("name", required: true));
        AssertFault(input, "/name", detail);
    }

    [Fact]
    public void An_optional_member_may_be_absent_or_null()
    {
        var input = Input("""{"a":null}""");

        Assert.Null(input.Text("a"));
        Assert.Null(input.Flag("b"));
        Assert.Null(input.Number("c"));
        Assert.Null(input.Time("d"));
        Assert.Null(input.Texts("e"));
        Assert.Null(input.Object("f"));
        Assert.Null(input.Problem);
        Assert.True(input.Has("a"));
        Assert.True(input.IsNull("a"));
        Assert.False(input.Has("b"));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("9", 9)]
    [InlineData("7.0", null)]
    [InlineData("10", null)]
    [InlineData("-1", null)]
    [InlineData("1e99", null)]
    [InlineData("\"5\"", null)]
    public void A_number_is_whole_and_in_its_range(string json, int? expected)
    {
        var input = Input($$"""{"n":{{json}}}""");

        Assert.Equal(expected, input.Number("n"));
        Assert.Equal(expected is null, input.Problem is not null);
    }

    [Theory]
    [InlineData("\"2026-01-31T09:30:00.000Z\"", true)]
    [InlineData("\"2026-01-31T10:30:00+01:00\"", true)]
    [InlineData("\"2026-01-31T09:30:00\"", false)]
    [InlineData("\"2026-01-31\"", false)]
    [InlineData("1769851800", false)]
    public void A_moment_names_its_offset(string json, bool valid)
    {
        var input = Input($$"""{"at":{{json}}}""");

        Assert.Equal(valid ? new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero) : null, input.Time("at"));
        Assert.Equal(valid, input.Problem is null);
    }

    [Fact]
    public void Texts_lose_doubles_and_blanks() => Assert.Equal(["a", "b"], Input("""{"l":["a"," a ","b"]}""").Texts("l"));

    [Theory]
    [InlineData("[]", "/l", "must have at least 1 item")]
    [InlineData("[\"a\",\"b\",\"c\",\"d\"]", "/l", "may have at most 3 items")]
    [InlineData("{}", "/l", "must be an array")]
    [InlineData("[\"a\",7]", "/l/1", "must be a string")]
    [InlineData("[\"abc\"]", "/l/0", "must have 1 to 2 characters")]
    public void A_bad_list_is_noted_where_it_is_bad(string json, string place, string detail)
    {
        var input = Input($$"""{"l":{{json}}}""");

        input.Texts("l");

        AssertFault(input, place, detail);
    }

    [Fact]
    public void Blanks_and_empty_texts_stay_where_the_contract_allows_them()
    {
        var input = Input("""{"note":" ","secret":" a "}""");

        Assert.Equal((string.Empty, " a "), (input.Text("note"), input.Text("secret")));
        Assert.Null(input.Problem);
    }

    [Theory]
    [InlineData("""{"role":"admin"}""", "/role")]
    [InlineData("""{"roles":["user","admin"]}""", "/roles/1")]
    public void A_word_is_one_of_its_set(string json, string place)
    {
        var input = Input(json);

        Assert.Null(input.Text("role"));
        input.Texts("roles");
        AssertFault(input, place, "must be one of user, assistant");
    }

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("9", 9.0)]
    [InlineData("0.49", null)]
    [InlineData("1e400", null)]
    public void A_number_that_need_not_be_whole_is_in_its_range(string json, double? expected)
    {
        var input = Input($$"""{"r":{{json}}}""");

        Assert.Equal(expected, input.Real("r"));
        Assert.Equal(expected is null, input.Problem is not null);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("unruled")]
    public void A_member_without_a_rule_is_a_mistake_of_the_handler(string member) =>
        Assert.Throws<InvalidOperationException>(() => Input($$"""{"{{member}}":"a"}""").Text(member));

    [Fact]
    public void Pointers_escape_what_would_mislead()
    {
        var input = new JsonInput(Parse("""{"a/b~c":7}"""), "/outer", new InputErrors());

        input.Text("a/b~c");

        AssertFault(input, "/outer/a~1b~0c", "must be a string");
    }

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00","\ud83d\ude00":["\uD83D\uDE00"]}""", null)]
    [InlineData("""{"a":"plain"}""", null)]
    [InlineData("""{"a":"\\ud800"}""", null)]
    [InlineData("""{"a":"\ud800"}""", "/a")]
    [InlineData("""{"a":[1,{"b":"\udc00"}]}""", "/a/1/b")]
    [InlineData("""{"a":{"\uDBFF":1}}""", "/a")]
    [InlineData("""{"\ud800":1}""", "")]
    public void Half_of_a_surrogate_pair_is_found(string json, string? place) => Assert.Equal(place, JsonText.FindUnreadable(Parse(json)));

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static JsonInput Input(string json) => new(Parse(json), string.Empty, new InputErrors(), BodyShape.Of(typeof(SampleRequest)));

    private static void AssertFault(JsonInput input, string place, string detail)
    {
        var fault = Assert.Single(input.Problem?.Errors ?? []);
        Assert.Equal((place, detail), (fault.Pointer, fault.Detail));
    }

    private sealed record SampleRequest
    {
        [Text(3)]
        public string? Name { get; init; }

        [Text(4, MayBeEmpty = true)]
        public string? Note { get; init; }

        [Text(4, KeepsBlanks = true)]
        public string? Secret { get; init; }

        [OneOf(typeof(MessageRole))]
        public string? Role { get; init; }

        [Range(0, 9)]
        public int? N { get; init; }

        [Range(0.5, 9)]
        public double? R { get; init; }

        [Length(1, 3)]
        [Text(2)]
        public IReadOnlyList<string>? L { get; init; }

        [OneOf(typeof(MessageRole))]
        public IReadOnlyList<string>? Roles { get; init; }

        public string? Unruled { get; init; }
    }
}
