using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Events;

/// <summary>
/// How many deliveries of a project may wait (docs/decisions/0054). Counted from the ledger every few seconds; in between, the deliveries
/// this process makes are added. So the limit can only be exceeded by the deliveries that other processes make within one interval.
/// </summary>
public sealed class WaitingQuota(NpgsqlDataSource dataSource, TimeProvider clock, IOptions<PublishOptions> options)
{
    /// <summary>How old a count may be when the project has used more than half of its quota.</summary>
    public static readonly TimeSpan FreshWhenFull = TimeSpan.FromSeconds(5);

    /// <summary>How old a count may be otherwise.</summary>
    public static readonly TimeSpan FreshWhenEmpty = TimeSpan.FromSeconds(30);

    private readonly SharedReads<long, long> reads = new();

    private readonly RecentlyUsed<long, Entry> entries = new(mostBytes: 4 * 1024 * 1024, static (_, _) => 64);
    private readonly Lock gate = new();

    /// <summary>Deliveries of one project that may wait.</summary>
    public long Limit => options.Value.MaxWaitingPerProject;

    /// <summary>Whether this many more may wait; if so, they count from here on.</summary>
    public async ValueTask<bool> TryReserveAsync(long projectNo, int deliveries, CancellationToken cancellationToken)
    {
        if (deliveries == 0)
        {
            return true;
        }

        var entry = await FreshAsync(projectNo, cancellationToken);
        if (entry.Add(deliveries) <= Limit)
        {
            return true;
        }

        entry.Add(-deliveries);
        return false;
    }

    /// <summary>Whether nothing more may wait: for requests whose matches are not known yet.</summary>
    public async ValueTask<bool> IsFullAsync(long projectNo, CancellationToken cancellationToken) =>
        (await FreshAsync(projectNo, cancellationToken)).Waiting >= Limit;

    /// <summary>Counts deliveries that were made without a reservation.</summary>
    public void Note(long projectNo, int deliveries)
    {
        if (entries.TryGet(projectNo, out var entry))
        {
            entry.Add(deliveries);
        }
    }

    private async ValueTask<Entry> FreshAsync(long projectNo, CancellationToken cancellationToken)
    {
        var entry = EntryOf(projectNo);
        if (entry.Age(clock) > (entry.Waiting > Limit / 2 ? FreshWhenFull : FreshWhenEmpty))
        {
            await reads.GetAsync(projectNo, _ => RefreshAsync(projectNo, entry), cancellationToken);
        }

        return entry;
    }

    private Entry EntryOf(long projectNo)
    {
        if (!entries.TryGet(projectNo, out var entry))
        {
            // All publishers of a project share one entry.
            lock (gate)
            {
                entry = entries.TryGet(projectNo, out var made) ? made : entries.Keep(projectNo, new Entry());
            }
        }

        return entry;
    }

    private async Task<long> RefreshAsync(long projectNo, Entry entry)
    {
        var before = entry.AddedHere;
        var counted = await WaitingCount.ReadAsync(dataSource, projectNo, CancellationToken.None);
        entry.Set(counted, before, clock);
        return counted;
    }

    /// <summary>The backlog of one project: the last count, and the deliveries this process has made since that count began.</summary>
    private sealed class Entry
    {
        private long counted;
        private long added;
        private long readAt;

        public long AddedHere => Interlocked.Read(ref added);

        public long Waiting => Interlocked.Read(ref counted) + AddedHere;

        public TimeSpan Age(TimeProvider clock) =>
            Interlocked.Read(ref readAt) is not 0 and var at ? clock.GetElapsedTime(at) : TimeSpan.MaxValue;

        /// <returns>The backlog after that.</returns>
        public long Add(int deliveries) => Interlocked.Read(ref counted) + Interlocked.Add(ref added, deliveries);

        public void Set(long count, long addedBefore, TimeProvider clock)
        {
            Interlocked.Exchange(ref counted, count);
            Interlocked.Add(ref added, -addedBefore);
            Interlocked.Exchange(ref readAt, Math.Max(1, clock.GetTimestamp()));
        }
    }
}
