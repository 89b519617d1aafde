using System.Collections.Concurrent;

namespace Webhooks.Core.Telemetry;

/// <summary>
/// Keeps the log readable while the same thing goes wrong again and again, as everything does while the database is away: each kind of
/// trouble gets one line immediately, then one line per interval that says how often it happened. Thread-safe.
/// </summary>
/// <typeparam name="TKind">The kinds of trouble; few.</typeparam>
/// <param name="clock">The time.</param>
/// <param name="between">From one line about a kind to the next, at least.</param>
public sealed class TroubleLog<TKind>(TimeProvider clock, TimeSpan between)
    where TKind : struct, Enum
{
    private readonly ConcurrentDictionary<TKind, Kind> kinds = new();

    /// <summary>Notes that it happened. True = log it now.</summary>
    /// <param name="trouble">The kind of trouble.</param>
    /// <param name="times">How often it has happened since the last line, this time included.</param>
    public bool IsNews(TKind trouble, out int times)
    {
        var kind = kinds.GetOrAdd(trouble, static _ => new Kind());
        lock (kind)
        {
            times = ++kind.Times;
            var now = clock.GetTimestamp();
            if (kind.SaidAt is { } saidAt && clock.GetElapsedTime(saidAt, now) < between)
            {
                return false;
            }

            kind.SaidAt = now;
            kind.Times = 0;
            return true;
        }
    }

    private sealed class Kind
    {
        public int Times { get; set; }

        public long? SaidAt { get; set; }
    }
}
