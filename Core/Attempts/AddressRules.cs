using System.Net;
using System.Net.Sockets;

namespace Webhooks.Core.Attempts;

/// <summary>
/// Which IP addresses may be called: the public unicast ones only. Everything the IANA special-purpose registries list as not
/// globally reachable is refused, and so is every IPv6 form that carries an IPv4 address, because a translator on the way may
/// turn it into an inner one. Pure; used on the address that is dialled and on literal addresses in URLs.
/// </summary>
public static class AddressRules
{
    private static readonly IPNetwork[] RefusedV4 = Networks(
        "0.0.0.0/8", // "this network", unspecified
        "10.0.0.0/8", // private
        "100.64.0.0/10", // carrier-grade NAT
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // Azure's platform endpoint: public by number, but answered inside the virtual network
        "169.254.0.0/16", // link-local, cloud metadata
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments
        "192.0.2.0/24", // documentation
        "192.88.99.0/24", // 6to4 relays, withdrawn
        "192.168.0.0/16", // private
        "198.18.0.0/15", // benchmarks
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, broadcast

    // Outside 2000::/3 nothing is public: unspecified, loopback, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96 and
    // 64:ff9b:1::/48), discard (100::/64), unique-local, link-local, site-local, multicast, and all that is not assigned yet.
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] RefusedV6 = Networks(
        "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID, AMT
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4
        "3ffe::/16", // 6bone, withdrawn
        "3fff::/20"); // documentation

    /// <summary>True when the address may be called.</summary>
    /// <param name="address">The address as it would be dialled.</param>
    /// <param name="allowed">Networks that may be called whatever the rules say, except the IPv4-mapped form of IPv6.</param>
    public static bool IsAllowed(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        // First, because IPNetwork takes the mapped form for IPv4 and then answers wrongly: 2000::/3 "contains" ::ffff:8.8.8.8.
        // No resolver that is asked for both families returns this form.
        if (address.IsIPv4MappedToIPv6)
        {
            return false;
        }

        for (var i = 0; i < allowed.Count; i++)
        {
            if (allowed[i].Contains(address))
            {
                return true;
            }
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !IsIn(RefusedV4, address),
            AddressFamily.InterNetworkV6 => PublicV6.Contains(address) && !IsIn(RefusedV6, address) && !IsIsatap(address),
            _ => false,
        };
    }

    // RFC 5214: the interface identifier 0:5efe or 200:5efe is followed by an IPv4 address.
    private static bool IsIsatap(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) && bytes[8] is 0 or 2 && bytes[9] is 0 && bytes[10] is 0x5e && bytes[11] is 0xfe;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] Networks(params ReadOnlySpan<string> texts)
    {
        var networks = new IPNetwork[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            networks[i] = IPNetwork.Parse(texts[i]);
        }

        return networks;
    }
}
