using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Api.Http;

namespace Webhooks.Tests.Unit.Http;

public sealed class JsonBytesTests
{
    private const string Mark = "\uFEFF";

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData(Mark + """{"a":1}""")]
    public void A_byte_order_mark_is_skipped(string text)
    {
        var (document, problem) = Parse(text);

        Assert.Null(problem);
        Assert.Equal(1, document!.RootElement.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData(48, null)]
    [InlineData(49, "the body is nested too deep; objects and arrays may be 48 levels deep.")]
    [InlineData(5_000, "the body is nested too deep; objects and arrays may be 48 levels deep.")]
    public void A_body_that_is_too_deep_is_told_the_limit(int depth, string? detail)
    {
        var text = $$"""{"a":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";

        Assert.Equal(detail, Parse(text).Problem?.Detail);
    }

    [Theory]
    [InlineData("", "the body is empty; it must be a JSON object.")]
    [InlineData(Mark, "the body is empty; it must be a JSON object.")]
    [InlineData(Mark + "{", "the body is not valid JSON (line 1, byte 2).")]
    [InlineData(Mark + Mark + "{}", "the body is not valid JSON (line 1, byte 1).")]
    [InlineData("[]", "the body must be a JSON object.")]
    public void Anything_else_is_told_what_is_wrong(string text, string detail) => Assert.Equal(detail, Parse(text).Problem?.Detail);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("identity", false)]
    [InlineData("Identity ", false)]
    [InlineData("gzip", true)]
    [InlineData("identity, br", true)]
    public void An_encoding_other_than_none_is_noticed(string? header, bool encoded)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.ContentEncoding = header;

        Assert.Equal(encoded, JsonBody.IsEncoded(context.Request));
    }

    private static (System.Text.Json.JsonDocument? Document, Problem? Problem) Parse(string text) =>
        JsonBody.ParseObject(new DefaultHttpContext(), Encoding.UTF8.GetBytes(text));
}
