using Npgsql;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// How late retries are. The sink refuses the first two attempts of every event; each retry's arrival is held against the next due time
/// that was recorded with the attempt before it. Early is one that came before that time, or before the policy's wait was over.
/// </summary>
internal static class RetryScenario
{
    private const double PerSecond = 50;
    private const int Failures = 2;
    private const double LateBar = 100;

    /// <summary>Both waits with their jitter, and some time for a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var steady = await Steady.RunAsync(rig, run, PerSecond, run.Seconds(20, 10), Failures, Patience, cancellationToken);
        var attempts = await ReadAttemptsAsync(rig, steady, cancellationToken);

        var late = new List<double>();
        var (early, unfinished, extra) = (0, 0, 0);
        foreach (var sent in steady.Events)
        {
            var arrivals = steady.ArrivalsOf(sent.EventId);
            var recorded = attempts.TryGetValue(sent.EventId, out var found) ? found : [];
            unfinished += arrivals.Length > Failures ? 0 : 1;
            extra += Math.Max(0, arrivals.Length - Failures - 1);
            for (var number = 1; number < Math.Min(arrivals.Length, Failures + 1) && number <= recorded.Count; number++)
            {
                var before = recorded[number - 1];
                var arrived = new DateTimeOffset(arrivals[number], TimeSpan.Zero);
                var dueAt = before.NextAttemptAt ?? throw new BenchException($"Attempt {number} of {sent.EventId} has no next due time.");
                late.Add((arrived - dueAt).TotalMilliseconds);
                early += arrived < dueAt || arrived < before.EndedAt + RetryWaits.Standard.Waits[number - 1] ? 1 : 0;
            }
        }

        return Conclude(late, early, unfinished, extra);
    }

    private static Findings Conclude(List<double> late, int early, int unfinished, int extra)
    {
        var samples = new Samples(late);
        var findings = new Findings();
        findings.Metrics["retries"] = samples.Count;
        findings.Metrics["late_p50_ms"] = samples.Percentile(0.50);
        findings.Metrics["late_p95_ms"] = samples.Percentile(0.95);
        findings.Metrics["late_p99_ms"] = samples.Percentile(0.99);
        findings.Metrics["late_most_ms"] = samples.Percentile(1);
        findings.Metrics["early_count"] = early;
        findings.Metrics["lost"] = unfinished;
        findings.Metrics["duplicates"] = extra;
        findings.MetricAtMost("late_p99_ms", LateBar);
        findings.MetricAtMost("early_count", 0);
        findings.MetricAtMost("lost", 0);
        return findings;
    }

    /// <summary>The attempts of each event, in order.</summary>
    private static async Task<Dictionary<string, List<Attempt>>> ReadAttemptsAsync(
        Rig rig, Steady steady, CancellationToken cancellationToken)
    {
        // The record of the last attempt follows its answer by some milliseconds.
        await WaitForRecordsAsync(rig, steady, cancellationToken);
        await using var command = rig.Database.Source.CreateCommand(
            "select event_id, started_at, duration_ms, next_attempt_at from recorded_attempts order by event_id, destination_no, number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var attempts = new Dictionary<string, List<Attempt>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = PublicId.ForEvent(reader.GetGuid(0));
            if (!attempts.TryGetValue(id, out var ofEvent))
            {
                attempts.Add(id, ofEvent = []);
            }

            var endedAt = reader.GetFieldValue<DateTimeOffset>(1) + TimeSpan.FromMilliseconds(reader.GetFloat(2));
            ofEvent.Add(new Attempt(endedAt, await ReadTimeAsync(reader, 3, cancellationToken)));
        }

        return attempts;
    }

    private static async Task<DateTimeOffset?> ReadTimeAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(column, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static async Task WaitForRecordsAsync(Rig rig, Steady steady, CancellationToken cancellationToken)
    {
        var arrived = steady.Arrivals.Values.Sum(ticks => (long)ticks.Length);
        for (var tries = 0; tries < 50 && await rig.Database.CountAsync("attempts", cancellationToken) < arrived; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private sealed record Attempt(DateTimeOffset EndedAt, DateTimeOffset? NextAttemptAt);
}
