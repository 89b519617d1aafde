using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class OutboundOptionsTests
{
    [Fact]
    public void Nothing_but_public_addresses_is_allowed_by_default()
    {
        Assert.Empty(new OutboundOptions().ParseAllowedNetworks());
    }

    [Fact]
    public void Loopback_is_allowed_by_its_own_switch()
    {
        var networks = new OutboundOptions { AllowLoopback = true }.ParseAllowedNetworks();

        Assert.True(AddressRules.IsAllowed(IPAddress.Loopback, networks));
        Assert.True(AddressRules.IsAllowed(IPAddress.IPv6Loopback, networks));
        Assert.False(AddressRules.IsAllowed(IPAddress.Parse("10.0.0.1"), networks));
    }

    [Theory]
    [InlineData("10.20.0.0/16", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.20.0.0/33", false)]
    [InlineData("10.20.0.0", false)]
    [InlineData("intranet", false)]
    [InlineData("", false)]
    public void Networks_are_checked_at_start(string network, bool valid)
    {
        var options = new OutboundOptions { AllowedNetworks = [network] };

        Assert.Equal(valid, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Theory]
    [InlineData("00:00:05", true)]
    [InlineData("00:00:00", false)]
    [InlineData("00:02:00", false)]
    public void Connect_time_out_has_a_range(string timeout, bool valid)
    {
        var options = new OutboundOptions { ConnectTimeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(valid, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public void Options_are_bound_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Outbound:AllowedNetworks:0"] = "10.20.0.0/16",
            ["Outbound:AllowedNetworks:1"] = "fd00::/8",
            ["Outbound:RequireHttps"] = "true",
            ["Outbound:ConnectTimeout"] = "00:00:03",
        }).Build();

        var options = configuration.GetSection(OutboundOptions.SectionName).Get<OutboundOptions>();

        Assert.Equal(["10.20.0.0/16", "fd00::/8"], options?.AllowedNetworks);
        Assert.True(options?.RequireHttps);
        Assert.Equal(TimeSpan.FromSeconds(3), options?.ConnectTimeout);
    }
}
