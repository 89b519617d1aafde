using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// When it is over: whether all that was answered with 201 is stored, recorded as delivered, and received, event by event.
/// </summary>
internal sealed class ChaosCount(Rig rig, ScenarioRun run)
{
    /// <summary>Longer than a silent worker's leases are respected, than retries wait, and than an open breaker.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LedgerWithin = TimeSpan.FromSeconds(60);

    /// <summary>Waits until nothing waits any more, or nothing moves any more.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        // Connections that a killed server left behind are only noticed when they are used.
        rig.Database.Source.Clear();
        var (least, progressAt) = (long.MaxValue, run.Clock.GetTimestamp());
        while (run.Clock.GetElapsedTime(progressAt) < GiveUpAfter)
        {
            var waiting = await rig.Database.CountAsync("delivery_queue", cancellationToken);
            if (waiting == 0)
            {
                return;
            }

            if (waiting < least)
            {
                (least, progressAt) = (waiting, run.Clock.GetTimestamp());
            }

            await Task.Delay(Poll, run.Clock, cancellationToken);
        }
    }

    public async Task CompareAsync(ApiProcess api, OutageLoad load, Findings findings, CancellationToken cancellationToken)
    {
        var delivered = await ReadIdsAsync("select event_id from deliveries where state = 'delivered'", cancellationToken);
        var received = await rig.Sink.ArrivalsAsync(cancellationToken);
        findings.Metrics["lost"] = load.Accepted.Count(id => !delivered.Contains(id) || !received.ContainsKey(id));
        findings.Metrics["not_drained"] = await rig.Database.CountAsync("delivery_queue", cancellationToken);
        findings.Metrics["duplicates"] = (await rig.Sink.CountsAsync(cancellationToken)).Duplicates;
        // Stored, and the answer did not reach the publisher: he does not know, and may send it again under the same id.
        findings.Metrics["stored_unanswered"] = await rig.Database.CountAsync("events", cancellationToken) - load.Accepted.Count;
        findings.Metrics["ledger_difference"] = await ReadLedgerAsync(api, cancellationToken);
    }

    /// <summary>
    /// The ledger's difference: from the events there are, and between what it matched and the deliveries it counts.
    /// </summary>
    private async Task<long> ReadLedgerAsync(ApiProcess api, CancellationToken cancellationToken)
    {
        var events = await rig.Database.CountAsync("events", cancellationToken);
        for (var start = run.Clock.GetTimestamp(); ;)
        {
            var ledger = await api.Client.GetLedgerAsync(FirstTenant.Id, FirstTenant.Id, cancellationToken: cancellationToken);
            var difference = Math.Abs(ledger.Accepted - events) + Math.Abs(ledger.Matched - ledger.Deliveries);
            if (difference == 0 || run.Clock.GetElapsedTime(start) > LedgerWithin)
            {
                return difference;
            }

            await Task.Delay(Poll, run.Clock, cancellationToken);
        }
    }

    private async Task<HashSet<string>> ReadIdsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = rig.Database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(PublicId.ForEvent(reader.GetGuid(0)));
        }

        return ids;
    }
}
