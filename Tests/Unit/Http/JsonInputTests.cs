using System.Text.Json;
using Webhooks.Api.Http;

namespace Webhooks.Tests.Unit.Http;

public sealed class JsonInputTests
{
    [Fact]
    public void A_text_loses_the_blanks_around_it() => Assert.Equal("a b", Input("""{"name":"  a b\n"}""").Text("name", 3));

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

        Assert.Null(input.Text("name", 3, required: true));
        AssertFault(input, "/name", detail);
    }

    [Fact]
    public void An_optional_member_may_be_absent_or_null()
    {
        var input = Input("""{"a":null}""");

        Assert.Null(input.Text("a", 3));
        Assert.Null(input.Flag("b"));
        Assert.Null(input.Number("c", 0, 9));
        Assert.Null(input.Moment("d"));
        Assert.Null(input.Texts("e", 1, 9, 9));
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

        Assert.Equal(expected, input.Number("n", 0, 9));
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

        Assert.Equal(valid ? new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero) : null, input.Moment("at"));
        Assert.Equal(valid, input.Problem is null);
    }

    [Fact]
    public void Texts_lose_doubles_and_blanks() => Assert.Equal(["a", "b"], Input("""{"l":["a"," a ","b"]}""").Texts("l", 1, 3, 1));

    [Theory]
    [InlineData("[]", "/l", "must have at least 1 item")]
    [InlineData("[\"a\",\"b\",\"c\",\"d\"]", "/l", "may have at most 3 items")]
    [InlineData("{}", "/l", "must be an array")]
    [InlineData("[\"a\",7]", "/l/1", "must be a string")]
    [InlineData("[\"abc\"]", "/l/0", "must have 1 to 2 characters")]
    public void A_bad_list_is_noted_where_it_is_bad(string json, string place, string detail)
    {
        var input = Input($$"""{"l":{{json}}}""");

        input.Texts("l", 1, 3, 2);

        AssertFault(input, place, detail);
    }

    [Fact]
    public void Pointers_escape_what_would_mislead()
    {
        var input = new JsonInput(Parse("""{"a/b~c":7}"""), "/outer", new InputErrors());

        input.Text("a/b~c", 9);

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

    private static JsonInput Input(string json) => new(Parse(json), string.Empty, new InputErrors());

    private static void AssertFault(JsonInput input, string place, string detail)
    {
        var fault = Assert.Single(input.Problem?.Errors ?? []);
        Assert.Equal((place, detail), (fault.Pointer, fault.Detail));
    }
}
