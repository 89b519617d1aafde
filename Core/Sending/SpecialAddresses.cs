using System.Net;

namespace Webhooks.Core.Sending;

/// <summary>
/// The entries of IANA's registries of special addresses, kept as data (<c>SpecialAddresses.csv</c>) so that they can be held against the
/// registries line by line.
/// </summary>
internal static class SpecialAddresses
{
    private const string Resource = "Webhooks.Core.Sending.SpecialAddresses.csv";

    /// <summary>
    /// The entries, with whether the registry calls them globally reachable. An entry without an answer counts as not reachable.
    /// </summary>
    public static IReadOnlyList<(IPNetwork Network, bool IsReachable)> All { get; } = [.. Read()];

    private static IEnumerable<(IPNetwork, bool)> Read()
    {
        // An embedded resource of this assembly is there.
        using var reader = new StreamReader(typeof(SpecialAddresses).Assembly.GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var fields = line.Split(',');
                yield return (IPNetwork.Parse(fields[0]), fields[^1] == "true");
            }
        }
    }
}
