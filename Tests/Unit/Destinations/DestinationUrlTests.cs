using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class DestinationUrlTests
{
    private static readonly OutboundOptions Strict = new();

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/")]
    [InlineData("http://example.com/hook")]
    [InlineData("HTTPS://Example.com:8443/a/b?key=value&x=%20y")]
    [InlineData("https://bücher.example/hook")]
    [InlineData("https://my_host.example.com/hook")]
    [InlineData("https://8.8.8.8/hook")]
    [InlineData("https://[2606:4700:4700::1111]:8080/hook")]
    [InlineData("https://example.com/a@b")]
    public void A_url_that_may_be_called_is_kept_as_it_was_written(string text)
    {
        var parsed = DestinationUrl.Parse(text, Strict);

        Assert.True(parsed.IsValid, parsed.Error);
        Assert.Equal(text, parsed.Value.Text);
    }

    [Theory]
    [InlineData(null, "must be a URL of 1 to 2048 characters")]
    [InlineData("  ", "must be a URL of 1 to 2048 characters")]
    [InlineData("example.com/hook", "must be an absolute URL such as https://example.com/webhooks")]
    [InlineData("/hook", "must be an absolute URL such as https://example.com/webhooks")]
    [InlineData("https:example.com", "must be an absolute URL such as https://example.com/webhooks")]
    [InlineData("https://", "must be an absolute URL such as https://example.com/webhooks")]
    [InlineData("https://example.com:99999/", "must be an absolute URL such as https://example.com/webhooks")]
    [InlineData("ftp://example.com/", "must begin with https:// or http://")]
    [InlineData("file:///etc/passwd", "must begin with https:// or http://")]
    [InlineData("https://user@example.com/", "must not contain a user name or password")]
    [InlineData("https://user:pw@example.com/", "must not contain a user name or password")]
    [InlineData("https://@example.com/", "must not contain a user name or password")]
    [InlineData("https://:@example.com/", "must not contain a user name or password")]
    [InlineData("https://example.com/#part", "must not contain a fragment (#)")]
    [InlineData("https://example.com/#", "must not contain a fragment (#)")]
    [InlineData("https://example.com:0/", "must have a port from 1 to 65535")]
    [InlineData("https://exa mple.com/", "must not contain blanks, control characters or backslashes")]
    [InlineData("https://example.com/a\tb", "must not contain blanks, control characters or backslashes")]
    [InlineData("https://example.com\\@10.0.0.1/", "must not contain blanks, control characters or backslashes")]
    public void Anything_else_is_refused_with_its_reason(string? text, string error)
    {
        Assert.Equal(error, DestinationUrl.Parse(text, Strict).Error);
    }

    [Fact]
    public void A_url_has_at_most_2048_characters()
    {
        var longest = "https://example.com/" + new string('a', 2048 - 20);

        Assert.True(DestinationUrl.Parse(longest, Strict).IsValid);
        Assert.Equal("must be a URL of 1 to 2048 characters", DestinationUrl.Parse(longest + "a", Strict).Error);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1:8080/")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    public void A_literal_address_that_may_not_be_called_is_refused_in_every_spelling(string text)
    {
        Assert.Equal("must not point to a private, local or reserved address", DestinationUrl.Parse(text, Strict).Error);
    }

    [Theory]
    [InlineData("http://⑯⑨.②⑤④.⑯⑨.②⑤④/")]
    [InlineData("http://１２７.０.０.１/")]
    [InlineData("http://ｌｏｃａｌｈｏｓｔ/")]
    [InlineData("http://𝟏𝟐𝟕.0.0.1:8080/")]
    [InlineData("http://127.0.0.¹/")]
    [InlineData("http://127․0․0․1/")]
    [InlineData("http://٠١٢.example.com/")]
    [InlineData("http://ⓔⓧⓐⓜⓟⓛⓔ.com/")]
    public void A_host_of_dressed_up_characters_is_refused(string text)
    {
        var options = new OutboundOptions { AllowLoopback = true };

        Assert.StartsWith("must ", DestinationUrl.Parse(text, options).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://bücher.example/")]
    [InlineData("https://例え.テスト/")]
    [InlineData("https://пример.example:8443/")]
    [InlineData("https://उदाहरण.example/")]
    public void A_host_in_another_script_is_a_host(string text)
    {
        Assert.Null(DestinationUrl.Parse(text, Strict).Error);
    }

    [Fact]
    public void Refused_networks_win_over_allowed_ones()
    {
        var options = new OutboundOptions { AllowedNetworks = ["10.0.0.0/8"], RefusedNetworks = ["10.1.0.0/16", "2a01:db8:64::/96"] };

        Assert.True(DestinationUrl.Parse("http://10.2.2.3/", options).IsValid);
        Assert.False(DestinationUrl.Parse("http://10.1.2.3/", options).IsValid);
        Assert.False(DestinationUrl.Parse("http://[2a01:db8:64::a9fe:a9fe]/", options).IsValid);
    }

    [Theory]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://localhost./")]
    [InlineData("http://api.localhost/")]
    public void Localhost_is_refused_unless_loopback_is_allowed(string text)
    {
        Assert.Equal("must not point to this machine (localhost)", DestinationUrl.Parse(text, Strict).Error);
        Assert.True(DestinationUrl.Parse(text, new OutboundOptions { AllowLoopback = true }).IsValid);
    }

    [Fact]
    public void Allowed_networks_hold_for_literal_addresses()
    {
        var options = new OutboundOptions { AllowedNetworks = ["10.1.0.0/16"] };

        Assert.True(DestinationUrl.Parse("http://10.1.2.3/", options).IsValid);
        Assert.False(DestinationUrl.Parse("http://10.2.2.3/", options).IsValid);
    }

    [Fact]
    public void Https_can_be_demanded()
    {
        var options = new OutboundOptions { RequireHttps = true };

        Assert.True(DestinationUrl.Parse("https://example.com/", options).IsValid);
        Assert.Equal("must begin with https://", DestinationUrl.Parse("http://example.com/", options).Error);
    }

    [Fact]
    public void Text_for_logs_leaves_out_the_query()
    {
        Assert.Equal("https://example.com/hook", DestinationUrl.Parse("https://example.com/hook?key=secret", Strict).Value?.ToString());
    }
}
