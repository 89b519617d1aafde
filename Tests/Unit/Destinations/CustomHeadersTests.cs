using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class CustomHeadersTests
{
    /// <summary>The nine of the product's documentation, and what the service must set itself.</summary>
    [Theory]
    [InlineData("Connection")]
    [InlineData("Keep-Alive")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("Content-Length")]
    [InlineData("Content-Type")]
    [InlineData("Host")]
    [InlineData("Expect")]
    [InlineData("Content-Encoding")]
    [InlineData("Content-Range")]
    [InlineData("Traceparent")]
    [InlineData("tracestate")]
    [InlineData("webhook-id")]
    [InlineData("webhook-signature")]
    [InlineData("webhook-anything")]
    [InlineData("CONTENT-length")]
    public void Reserved_names_are_refused_in_any_case(string name)
    {
        Assert.True(CustomHeaders.IsReserved(name));
        Assert.Contains("reserved", CustomHeaders.FaultOfName(name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("X-Webhook-Id")]
    [InlineData("User-Agent")]
    [InlineData("a!#$%&'*+-.^_`|~9")]
    public void Other_names_are_accepted(string name) => Assert.Null(CustomHeaders.FaultOfName(name));

    [Theory]
    [InlineData("")]
    [InlineData("X A")]
    [InlineData("X:A")]
    [InlineData("X-Ä")]
    [InlineData("X\r\nEvil")]
    [InlineData("X/A")]
    public void What_is_no_token_is_refused(string name) => Assert.NotNull(CustomHeaders.FaultOfName(name));

    [Fact]
    public void Names_have_a_longest_length()
    {
        Assert.Null(CustomHeaders.FaultOfName(new string('x', CustomHeaders.MaximumNameLength)));
        Assert.NotNull(CustomHeaders.FaultOfName(new string('x', CustomHeaders.MaximumNameLength + 1)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Bearer abc==")]
    [InlineData("tabs\tare fine")]
    public void Printable_values_are_accepted(string value) => Assert.Null(CustomHeaders.FaultOfValue(value));

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    [InlineData("line\rbreak")]
    [InlineData("nul\0")]
    [InlineData("ümlaut")]
    [InlineData("\u007f")]
    public void Other_values_are_refused_without_repeating_them(string value)
    {
        var fault = CustomHeaders.FaultOfValue(value);

        Assert.NotNull(fault);
        Assert.True(value.Length == 0 || !fault.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_have_a_longest_length()
    {
        Assert.Null(CustomHeaders.FaultOfValue(new string('x', CustomHeaders.MaximumValueLength)));
        Assert.NotNull(CustomHeaders.FaultOfValue(new string('x', CustomHeaders.MaximumValueLength + 1)));
    }
}
