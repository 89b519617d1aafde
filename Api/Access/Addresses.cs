using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Api.Access;

/// <summary>Names of the places that requests come from, to count by.</summary>
internal static class Addresses
{
    private const int NetworkBytes = 8;

    /// <summary>
    /// The address; of IPv6 the /64 network, because one who has an address there has 2⁶⁴ of them. Empty when it is not known.
    /// </summary>
    public static string NameOf(IPAddress? address)
    {
        if (address is null)
        {
            return string.Empty;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/64");
    }
}
