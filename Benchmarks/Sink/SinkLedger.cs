using System.Collections.Concurrent;

namespace Webhooks.Benchmarks.Sink;

/// <summary>The requests that have arrived, by webhook-id. On the path of every request, so it does little.</summary>
internal sealed class SinkLedger
{
    private volatile Page page = new(new SinkScript());

    public SinkCounts Counts
    {
        get
        {
            var current = page;
            return new(
                Interlocked.Read(ref current.Requests), current.Visits.Count, Interlocked.Read(ref current.Duplicates),
                Interlocked.Read(ref current.BodyBytes));
        }
    }

    /// <summary>UTC ticks of each request's first byte, by id; empty unless the script keeps them.</summary>
    public Dictionary<string, long[]> Arrivals => page.Visits.ToDictionary(
        entry => entry.Key,
        entry =>
        {
            lock (entry.Value)
            {
                return entry.Value.Arrivals?.ToArray() ?? [];
            }
        },
        StringComparer.Ordinal);

    /// <summary>How to behave now.</summary>
    public SinkScript Script => page.Script;

    public void Reset(SinkScript script) => page = new Page(script);

    /// <summary>Enters a request. True = answer 200, false = answer 503.</summary>
    public bool Enter(string id, long bodyBytes, long arrivedTicks)
    {
        var current = page;
        Interlocked.Increment(ref current.Requests);
        Interlocked.Add(ref current.BodyBytes, bodyBytes);
        if (id.Length == 0 || current.Script.CountOnly)
        {
            return true;
        }

        var visits = current.Visits.GetOrAdd(id, static _ => new Visits());
        lock (visits)
        {
            visits.Count++;
            if (current.Script.KeepArrivals)
            {
                (visits.Arrivals ??= []).Add(arrivedTicks);
            }

            if (visits.Count > current.Script.FailFirst + 1)
            {
                Interlocked.Increment(ref current.Duplicates);
            }

            return visits.Count > current.Script.FailFirst;
        }
    }

    private sealed class Visits
    {
        public int Count { get; set; }

        public List<long>? Arrivals { get; set; }
    }

    /// <summary>Everything between two resets; replaced as a whole, so that a reset never tears counts apart.</summary>
    private sealed class Page(SinkScript script)
    {
        // Fields: Interlocked takes references.
        public long Requests;
        public long Duplicates;
        public long BodyBytes;

        public SinkScript Script => script;

        public ConcurrentDictionary<string, Visits> Visits { get; } = new(StringComparer.Ordinal);
    }
}
