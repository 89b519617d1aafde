using System.Net;
using System.Net.Sockets;

namespace Webhooks.Core.Sending;

/// <summary>
/// Which IP addresses may be called: the public unicast ones only. Everything the IANA special-purpose registries list as not
/// globally reachable is refused, and so is every IPv6 form that carries an IPv4 address, because a translator on the way may
/// turn it into an inner one. Pure; used on the address that is dialled and on literal addresses in URLs.
/// </summary>
public static class AddressRules
{
    private static readonly IPNetwork[] RefusedV4 =
    [
        .. NotReachable(AddressFamily.InterNetwork),
        IPNetwork.Parse("224.0.0.0/4"), // multicast has a registry of its own
        IPNetwork.Parse("168.63.129.16/32"), // Azure's platform endpoint: public by number, but answered inside the virtual network
    ];

    // Outside 2000::/3 nothing is public: unspecified, loopback, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96, which the registry calls
    // reachable, and 64:ff9b:1::/48), unique-local, link-local, site-local, multicast, and all that is not assigned yet.
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    // A block that is not reachable is refused whole, 2001::/23 with the services inside it that are: no receiver is among them.
    private static readonly IPNetwork[] RefusedV6 =
    [
        .. NotReachable(AddressFamily.InterNetworkV6),
        IPNetwork.Parse("3ffe::/16"), // 6bone, withdrawn
    ];

    /// <summary>True when the address may be called.</summary>
    /// <param name="address">The address as it would be dialled.</param>
    /// <param name="allowed">Networks that may be called even if the rules refuse them, except the IPv4-mapped form of IPv6.</param>
    /// <param name="refused">Networks that may not be called, even if other rules allow them; null = none.</param>
    public static bool IsAllowed(IPAddress address, IReadOnlyList<IPNetwork> allowed, IReadOnlyList<IPNetwork>? refused = null)
    {
        // First, because IPNetwork takes the mapped form for IPv4 and then answers wrongly: 2000::/3 "contains" ::ffff:8.8.8.8.
        // No resolver that is asked for both families returns this form.
        if (address.IsIPv4MappedToIPv6 || (refused is not null && IsIn(refused, address)))
        {
            return false;
        }

        if (IsIn(allowed, address))
        {
            return true;
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

    private static bool IsIn(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        for (var i = 0; i < networks.Count; i++)
        {
            if (networks[i].Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<IPNetwork> NotReachable(AddressFamily family) =>
        from entry in SpecialAddresses.All
        where !entry.IsReachable && entry.Network.BaseAddress.AddressFamily == family
        select entry.Network;
}
