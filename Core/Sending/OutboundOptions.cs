using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Webhooks.Core.Sending;

/// <summary>Which addresses the service may call. Bound from the configuration section <c>Outbound</c>, validated at start.</summary>
public sealed class OutboundOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Outbound";

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>
    /// Networks in CIDR notation (<c>10.20.0.0/16</c>) that may be called although <see cref="AddressRules"/> would refuse them.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>
    /// Networks in CIDR notation that may not be called although they are public by number, for example the NAT64 prefix of the network the
    /// service runs in, which leads to addresses inside it. They win over <see cref="AllowedNetworks"/>.
    /// </summary>
    public IReadOnlyList<string> RefusedNetworks { get; init; } = [];

    /// <summary>True when a destination's URL must be https.</summary>
    public bool RequireHttps { get; init; }

    /// <summary>True when loopback may be called: for development and tests only.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Time for resolving, connecting and TLS together. From 100 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, networks) in new[] { (nameof(AllowedNetworks), AllowedNetworks), (nameof(RefusedNetworks), RefusedNetworks) })
        {
            foreach (var network in networks.Where(static network => !IPNetwork.TryParse(network, out _)))
            {
                yield return new ValidationResult(
                    $"{SectionName}:{name} must hold networks such as 10.20.0.0/16; \"{network}\" is none.", [name]);
            }
        }
    }

    /// <summary>The networks that may not be called, even if other rules allow them.</summary>
    /// <exception cref="FormatException">A network is not in CIDR notation; validation at start reports that first.</exception>
    internal IReadOnlyList<IPNetwork> ParseRefusedNetworks() => [.. RefusedNetworks.Select(network => IPNetwork.Parse(network))];

    /// <summary>
    /// The networks that may be called even if <see cref="AddressRules"/> refuses them, loopback included if it is allowed.
    /// </summary>
    /// <exception cref="FormatException">A network is not in CIDR notation; validation at start reports that first.</exception>
    internal IReadOnlyList<IPNetwork> ParseAllowedNetworks() =>
        [.. AllowedNetworks.Select(network => IPNetwork.Parse(network)), .. AllowLoopback ? Loopback : []];
}
