namespace Webhooks.Core.Sending;

/// <summary>
/// How long each phase of an attempt took, in milliseconds. A phase that did not happen or did not finish is null: on a
/// connection that was already open there is no name look-up, no connect and no TLS.
/// </summary>
/// <param name="DnsMs">Resolving the host name. Null for a literal address.</param>
/// <param name="ConnectMs">Opening the TCP connection, failed addresses included.</param>
/// <param name="TlsMs">The TLS handshake. Null for http.</param>
/// <param name="FirstByteMs">From the start of the attempt until the response's status and headers were there.</param>
/// <param name="TotalMs">The whole attempt, reading the response's body included.</param>
public readonly record struct PhaseTimings(
    double? DnsMs,
    double? ConnectMs,
    double? TlsMs,
    double? FirstByteMs,
    double? TotalMs)
{
    /// <summary>
    /// From the start of the attempt until the request was sent once more on a new connection, because the kept one it went out on first
    /// was lost before any of the answer came. Null when it was sent once, which is the rule. The phases of opening are then those of the
    /// new one.
    /// </summary>
    public double? RepeatMs { get; init; }
}
