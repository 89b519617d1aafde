using System.Diagnostics;

namespace Webhooks.Core.Sending;

/// <summary>
/// One HTTP request of an attempt, which also notes the steps of opening a connection for it. It is the message itself
/// because the handler hands the message to its connect callbacks, and a subclass costs no dictionary per attempt.
/// Written by those callbacks and read by the sender, possibly at the same moment: the handler goes on connecting for a while
/// when an attempt has timed out.
/// </summary>
internal sealed class AttemptMessage(Uri url) : HttpRequestMessage(HttpMethod.Post, url)
{
    private long dnsTicks = -1;
    private long connectTicks = -1;
    private long tlsTicks = -1;
    private long connectedAt;
    private string connectStep = "connect";

    /// <inheritdoc cref="AttemptRequest.Owner"/>
    public required long Owner { get; init; }

    /// <summary>The course of sending it.</summary>
    public AttemptCourse Course { get; } = new();

    /// <summary>The step that was under way last, in words, for the text of a connect time-out.</summary>
    public string ConnectStep => Volatile.Read(ref connectStep);

    public PhaseTimings Timings(TimeSpan? firstByte, TimeSpan total, TimeSpan? repeat) => new(
        Milliseconds(ref dnsTicks),
        Milliseconds(ref connectTicks),
        Milliseconds(ref tlsTicks),
        firstByte?.TotalMilliseconds,
        total.TotalMilliseconds)
    {
        RepeatMs = repeat?.TotalMilliseconds,
    };

    public void Resolving() => Volatile.Write(ref connectStep, "name resolution");

    public void Resolved(TimeSpan elapsed)
    {
        Volatile.Write(ref dnsTicks, elapsed.Ticks);
        Volatile.Write(ref connectStep, "connect");
    }

    public void Connected(TimeSpan elapsed)
    {
        Volatile.Write(ref connectTicks, elapsed.Ticks);
        Volatile.Write(ref connectedAt, Stopwatch.GetTimestamp());
        Volatile.Write(ref connectStep, "TLS handshake");
    }

    public void Secured() => Volatile.Write(ref tlsTicks, Stopwatch.GetElapsedTime(Volatile.Read(ref connectedAt)).Ticks);

    private static double? Milliseconds(ref long ticks) =>
        Volatile.Read(ref ticks) is var value and >= 0 ? TimeSpan.FromTicks(value).TotalMilliseconds : null;
}
