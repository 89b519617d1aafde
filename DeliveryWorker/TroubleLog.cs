using System.Collections.Concurrent;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Keeps the log readable while the same thing goes wrong again and again, as everything does while the database is away: of each kind
/// of trouble one line at once, then one every half minute that says how often it happened. Thread-safe.
/// </summary>
internal sealed class TroubleLog(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Trouble, Kind> kinds = new();

    /// <summary>Notes that it happened. True = say so now.</summary>
    /// <param name="trouble">What.</param>
    /// <param name="times">How often it has happened since the last line, this time included.</param>
    public bool IsNews(Trouble trouble, out int times)
    {
        var kind = kinds.GetOrAdd(trouble, static _ => new Kind());
        lock (kind)
        {
            times = ++kind.Times;
            var now = clock.GetTimestamp();
            if (kind.SaidAt is { } saidAt && clock.GetElapsedTime(saidAt, now) < Between)
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
