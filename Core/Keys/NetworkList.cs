using System.Net;
using Webhooks.Contracts;

namespace Webhooks.Core.Keys;

/// <summary>Addresses and networks that something may come from.</summary>
public static class NetworkList
{
    /// <summary>Entries of a list at most.</summary>
    public const int MaximumCount = FieldLimits.Networks;

    /// <summary>Characters of an entry at most.</summary>
    public const int MaximumLength = FieldLimits.Network;

    /// <summary>The rule for an entry, as a phrase for an error.</summary>
    public const string Rule = "must be an IP address or a network such as 203.0.113.0/24";

    /// <summary>Whether an entry is valid.</summary>
    public static bool IsValid(string entry) => TryParse(entry, out _);

    /// <summary>
    /// Whether an address is in the list; no list admits every address, and a stored list that cannot be read admits none.
    /// </summary>
    public static bool Admits(IReadOnlyList<string>? entries, IPAddress? address)
    {
        if (entries is null)
        {
            return true;
        }

        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && entries.Any(entry => TryParse(entry, out var network) && network.Contains(plain));
    }

    private static bool TryParse(string entry, out IPNetwork network)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(entry, out network);
    }
}
