using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Sending;

/// <summary>Everything one attempt needs. Holds nothing of the database, so that sending stays free of it.</summary>
/// <param name="Url">Absolute http or https URL of the destination, without a fragment.</param>
/// <param name="EventId">Sent as <c>webhook-id</c>: the same over all retries; printable ASCII without a full stop.</param>
/// <param name="Body">The exact bytes of the envelope. Not copied and never to change, so no pooled buffer: a receiver may answer
/// before it has taken the whole body, and the handler then goes on reading it for a moment.</param>
/// <param name="Headers">The destination's custom headers; may be shared between attempts. Reserved names are skipped.</param>
/// <param name="Secrets">The live signing secrets, newest first: one signature each.</param>
/// <param name="Timeout">Time allowed for the whole attempt, response body included. Greater than zero.</param>
/// <param name="Trace">Trace context sent on, or null for none.</param>
public sealed record AttemptRequest(
    Uri Url,
    string EventId,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<SigningSecret> Secrets,
    TimeSpan Timeout,
    TraceContext? Trace)
{
    /// <summary>Bytes of the response's body that are kept, at most <see cref="AttemptResult.MaxResponseBytesRead"/>.</summary>
    public int ResponseBytesKept { get; init; } = AttemptResult.MaxResponseBytesKept;

    /// <summary>
    /// The tenant's number, so that work that cannot be cancelled (looking up a host) holds up only this tenant. 0 = no tenant.
    /// </summary>
    public long Owner { get; init; }

    /// <summary>Triggers that lie between the event and its first cause; 0 = none, and then the header is left out.</summary>
    public int Hops { get; init; }

    /// <summary>The event id alone: URL, headers and body may carry secrets and must not reach a log.</summary>
    public override string ToString() => $"{nameof(AttemptRequest)} {EventId}";
}
