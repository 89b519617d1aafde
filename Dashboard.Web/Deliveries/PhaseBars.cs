using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>
/// Lays the phases of an attempt one after the other. The log tells how long look-up, connect and TLS took, and when after the beginning
/// the first byte of the answer and its end came; what is between them is the receiver at work, and the answer on its way.
/// </summary>
internal static class PhaseBars
{
    /// <summary>The phases that took place, in order.</summary>
    public static IReadOnlyList<PhaseBar> Of(AttemptTimings timings)
    {
        var lost = timings.RepeatMs ?? 0;
        var opened = lost + (timings.DnsMs ?? 0) + (timings.ConnectMs ?? 0) + (timings.TlsMs ?? 0);
        var answered = timings.FirstByteMs ?? timings.TotalMs;

        // A connection that another attempt opened meanwhile was used instead: the one opened for this attempt took longer than the answer.
        (string Kind, string Text, double? Time)[] phases = opened > answered
            ? [("wait", "Waiting (TTFB)", answered)]
            :
            [
                ("lost", "Reused connection lost", timings.RepeatMs),
                ("dns", "DNS", timings.DnsMs),
                ("connect", "Connect", timings.ConnectMs),
                ("tls", "TLS", timings.TlsMs),
                ("wait", timings.FirstByteMs is null ? "Failed after" : "Waiting (TTFB)", answered - opened),
            ];
        var begun = 0.0;
        List<PhaseBar> bars = [];
        foreach (var (kind, text, time) in (IEnumerable<(string, string, double?)>)[.. phases, ("read", "Download", ReadMs(timings))])
        {
            if (time is { } took)
            {
                bars.Add(new PhaseBar(kind, text, took, Share(begun, timings), Share(took, timings)));
                begun += took;
            }
        }

        return bars;
    }

    private static double? ReadMs(AttemptTimings timings) => timings.FirstByteMs is { } first ? Math.Max(0, timings.TotalMs - first) : null;

    private static double Share(double time, AttemptTimings timings) =>
        timings.TotalMs <= 0 ? 0 : Math.Round(Math.Clamp(100 * time / timings.TotalMs, 0, 100), 2);
}

/// <summary>A phase of an attempt, as a bar of a waterfall.</summary>
/// <param name="Kind">Name of its colour.</param>
/// <param name="Text">The text shown to people.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Offset">Where it begins, in per cent of the whole attempt.</param>
/// <param name="Width">How wide it is, in per cent of the whole attempt.</param>
internal sealed record PhaseBar(string Kind, string Text, double Milliseconds, double Offset, double Width);
