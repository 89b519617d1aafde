using Webhooks.Dashboard.Web.Deliveries;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class TraceLinksTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public void Template_gets_the_id_of_the_trace() => Assert.Equal(
        $"https://traces.example.com/explore?trace={Trace}&org=1",
        new TraceLinks { TraceUrl = "https://traces.example.com/explore?trace={traceId}&org=1" }.UrlOf(Trace));

    [Theory]
    [InlineData(null, Trace)]
    [InlineData("", Trace)]
    [InlineData("https://traces.example.com/{traceId}", null)]
    public void Without_a_template_or_a_trace_there_is_no_link(string? template, string? traceId) =>
        Assert.Null(new TraceLinks { TraceUrl = template }.UrlOf(traceId));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("https://traces.example.com/{traceId}", true)]
    [InlineData("http://localhost:3000/explore?t={traceId}", true)]
    [InlineData("https://traces.example.com/", false)]
    [InlineData("traces/{traceId}", false)]
    [InlineData("javascript:alert('{traceId}')", false)]
    public void Template_is_an_address_with_a_place_for_the_id(string? template, bool isValid) =>
        Assert.Equal(isValid, new TraceLinks { TraceUrl = template }.IsValid);
}
