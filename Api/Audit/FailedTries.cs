using System.Collections.Concurrent;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Audit;

/// <summary>
/// Records the tries of those who could not prove who they are: one record per address, user that was meant, outcome and minute, which says
/// how many there were. A record for each would let strangers fill the disk. The first try of a minute is in the record at once, the others
/// within <see cref="SaveEvery"/>.
/// </summary>
internal sealed partial class FailedTries(AuditLog log, TimeProvider clock, ILogger<FailedTries> logger) : BackgroundService
{
    /// <summary>How late a count may be.</summary>
    public static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    /// <summary>Tries from more addresses than this in one minute share a record without an address.</summary>
    private const int MostTallies = 10_000;

    private readonly ConcurrentDictionary<TryKey, Tally> tallies = new();
    private readonly SemaphoreSlim dirty = new(0, 1);

    /// <summary>Counts a try.</summary>
    /// <param name="record">The record that it would get by itself.</param>
    /// <param name="furtherTenantNos">Further tenants that may see it.</param>
    public async Task NoteAsync(AuditRecord record, IReadOnlyList<long> furtherTenantNos)
    {
        var minute = record.At.UtcTicks / TimeSpan.TicksPerMinute;
        var origin = record.Origin;
        var key = new TryKey(minute, record.Action, origin.RemoteAddress, record.Actor.Id, record.StatusCode ?? 0);
        if (!tallies.ContainsKey(key) && tallies.Count >= MostTallies)
        {
            key = key with { Address = null, ActorId = null };
            (record, furtherTenantNos) = (record with { TenantNo = null, Actor = Actor.Nobody, Origin = new Origin(null, null, null) }, []);
        }

        var tally = tallies.GetOrAdd(key, static _ => new Tally());
        if (tally.Add(record.Key))
        {
            await log.AddAsync(record with { Tries = 1 }, CancellationToken.None);
            foreach (var tenantNo in furtherTenantNos)
            {
                var further = log.NewKey();
                tally.AddRecord(further);
                await log.AddAsync(record with { Key = further, TenantNo = tenantNo, Tries = 1 }, CancellationToken.None);
            }
        }

        TryRelease();
    }

    /// <summary>Writes the counts, and sleeps while there is nothing to count.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await dirty.WaitAsync(stoppingToken);
                await Task.Delay(SaveEvery, clock, stoppingToken);
                await SaveAsync();
            }
        }
        finally
        {
            await SaveAsync();
        }
    }

    public override void Dispose()
    {
        dirty.Dispose();
        base.Dispose();
    }

    private void TryRelease()
    {
        if (dirty.CurrentCount > 0)
        {
            return;
        }

        try
        {
            dirty.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another request has released it already.
        }
    }

    private async Task SaveAsync()
    {
        var minute = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        foreach (var (key, tally) in tallies)
        {
            try
            {
                var (keys, tries) = tally.TakeUnsaved();
                if (keys.Count > 0)
                {
                    await log.CountTriesAsync(keys, tries, CancellationToken.None);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException || DatabaseTroubles.Find(exception) is not null)
            {
                FailedTriesLog.TriesNotSaved(logger, exception);
                return;
            }

            if (key.Minute < minute)
            {
                tallies.TryRemove(key, out _);
            }
        }

        if (!tallies.IsEmpty)
        {
            TryRelease();
        }
    }

    private readonly record struct TryKey(long Minute, string Action, string? Address, string? ActorId, int Status);

    private sealed class Tally
    {
        private readonly Lock gate = new();
        private readonly List<Guid> keys = [];
        private int tries;
        private int saved;

        /// <summary>Whether it is the first one.</summary>
        public bool Add(Guid key)
        {
            lock (gate)
            {
                if (++tries > 1)
                {
                    return false;
                }

                keys.Add(key);
                saved = 1;
                return true;
            }
        }

        public void AddRecord(Guid key)
        {
            lock (gate)
            {
                keys.Add(key);
            }
        }

        public (IReadOnlyList<Guid> Keys, int Tries) TakeUnsaved()
        {
            lock (gate)
            {
                if (saved == tries)
                {
                    return ([], tries);
                }

                saved = tries;
                return ([.. keys], tries);
            }
        }
    }

    private static partial class FailedTriesLog
    {
        [LoggerMessage(EventIds.TriesNotSaved, LogLevel.Warning,
            "The number of failed tries could not be saved; its audit records say too few.")]
        public static partial void TriesNotSaved(ILogger logger, Exception exception);
    }
}
