using System.Net;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("2001:200::1")]
    [InlineData("2620:4f:8000::1")]
    public void Public_addresses_may_be_called(string address)
    {
        Assert.True(AddressRules.IsAllowed(IPAddress.Parse(address), []));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void Special_v4_addresses_are_refused(string address)
    {
        Assert.False(AddressRules.IsAllowed(IPAddress.Parse(address), []));
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::8.8.8.8")] // v4-compatible
    [InlineData("::ffff:8.8.8.8")] // v4-mapped, whatever is inside
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")] // v4-translated
    [InlineData("64:ff9b::8.8.8.8")] // NAT64
    [InlineData("64:ff9b:1::1")] // NAT64, local use
    [InlineData("100::1")] // discard
    [InlineData("100:0:0:1::1")]
    [InlineData("2001::1")] // Teredo
    [InlineData("2001:2::1")] // benchmarks
    [InlineData("2001:10::1")] // ORCHID
    [InlineData("2001:20::1")] // ORCHIDv2
    [InlineData("2001:db8::1")] // documentation
    [InlineData("2002:7f00:1::")] // 6to4
    [InlineData("2a00:1450::5efe:7f00:1")] // ISATAP
    [InlineData("2a00:1450::200:5efe:7f00:1")]
    [InlineData("3ffe::1")]
    [InlineData("3fff::1")] // documentation
    [InlineData("4000::1")] // not assigned
    [InlineData("5f00::1")] // segment routing
    [InlineData("fc00::1")] // unique local
    [InlineData("fd00:ec2::254")] // cloud metadata
    [InlineData("fe80::1")] // link-local
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")] // site-local
    [InlineData("ff02::1")] // multicast
    public void Special_v6_addresses_are_refused(string address)
    {
        Assert.False(AddressRules.IsAllowed(IPAddress.Parse(address), []));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.0.0/16", true)]
    [InlineData("10.2.2.3", "10.1.0.0/16", false)]
    [InlineData("fd12::1", "fd12::/16", true)]
    [InlineData("169.254.169.254", "169.254.169.254/32", true)]
    [InlineData("::ffff:10.1.2.3", "10.1.0.0/16", false)]
    [InlineData("8.8.8.8", "10.1.0.0/16", true)]
    public void The_allow_list_wins_for_exactly_its_networks(string address, string network, bool allowed)
    {
        Assert.Equal(allowed, AddressRules.IsAllowed(IPAddress.Parse(address), [IPNetwork.Parse(network)]));
    }

    [Fact]
    public void Every_entry_of_the_registries_that_is_not_globally_reachable_is_refused()
    {
        var entries = SpecialAddresses.All.Where(entry => !entry.IsReachable).ToList();

        Assert.Equal((44, 30), (SpecialAddresses.All.Count, entries.Count));
        foreach (var (network, _) in entries)
        {
            var last = network.BaseAddress.GetAddressBytes();
            for (var bit = network.PrefixLength; bit < last.Length * 8; bit++)
            {
                last[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }

            Assert.False(AddressRules.IsAllowed(network.BaseAddress, []), $"{network}");
            Assert.False(AddressRules.IsAllowed(new IPAddress(last), []), $"the end of {network}");
        }
    }

    [Fact]
    public void Refused_networks_win_over_the_rules_and_over_the_allow_list()
    {
        var nat64 = IPNetwork.Parse("2a01:db8:64::/96");

        Assert.True(AddressRules.IsAllowed(IPAddress.Parse("2a01:db8:64::a9fe:a9fe"), []));
        Assert.False(AddressRules.IsAllowed(IPAddress.Parse("2a01:db8:64::a9fe:a9fe"), [nat64], [nat64]));
        Assert.True(AddressRules.IsAllowed(IPAddress.Parse("2a01:db8:65::1"), [], [nat64]));
    }
}
