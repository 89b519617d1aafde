using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Stage 5: records finished attempts, as many per statement as have gathered while the last statement ran. One statement at a time: with
/// two, the batches would be half as large, and each costs PostgreSQL as much as thirty deliveries. The channel needs no bound of its own:
/// it never holds more than the worker has claimed. The runs of agents, whose replies become messages, go one by one beside it.
/// </summary>
internal sealed partial class AttemptRecorder(WorkerRun run, RunRecords runRecords, BreakerWatch breakers)
{
    /// <summary>Runs that are recorded at the same time, each in a transaction of its own.</summary>
    private const int RunRecorders = 4;

    private readonly Channel<FinishedAttempt> finished = Channel.CreateUnbounded<FinishedAttempt>();
    private readonly Channel<FinishedAttempt> finishedRuns = Channel.CreateUnbounded<FinishedAttempt>();

    /// <summary>Hands over an attempt; recorded soon after.</summary>
    public void Add(FinishedAttempt attempt) => (attempt.Delivery.IsRun ? finishedRuns : finished).Writer.TryWrite(attempt);

    /// <summary>No more attempts will come; <see cref="RunAsync"/> ends after the last one is recorded.</summary>
    public void Complete()
    {
        finished.Writer.TryComplete();
        finishedRuns.Writer.TryComplete();
    }

    /// <summary>
    /// Records until <see cref="Complete"/>; <paramref name="kill"/> drops the rest, whose leases other workers will release.
    /// </summary>
    public Task RunAsync(CancellationToken kill) => Task.WhenAll(
    [
        RecordAllAsync(kill),
        .. Enumerable.Range(0, RunRecorders).Select(_ => RecordAllRunsAsync(kill)),
    ]);

    private async Task RecordAllAsync(CancellationToken kill)
    {
        var batch = new List<FinishedAttempt>(run.Options.RecordBatch);
        while (await finished.Reader.WaitToReadAsync(kill))
        {
            while (batch.Count < run.Options.RecordBatch && finished.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await RecordAsync(batch, kill);
            batch.Clear();
        }
    }

    private async Task RecordAllRunsAsync(CancellationToken kill)
    {
        await foreach (var attempt in finishedRuns.Reader.ReadAllAsync(kill))
        {
            await RecordRunAsync(attempt, kill);
            run.Signal.Set();
        }
    }

    private async Task RecordRunAsync(FinishedAttempt attempt, CancellationToken kill)
    {
        var backOff = BackOff.Short;
        while (true)
        {
            try
            {
                Settle(attempt, await runRecords.RecordAsync(run.Worker.Id, attempt, kill), run.Now);
                return;
            }
            catch (PostgresException exception) when (RecordTrouble.IsOfTheRow(exception))
            {
                await PostponeAsync(attempt, exception, kill);
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                await WaitAsync(Trouble.RecordRun, 1, backOff, exception, kill);
            }
        }
    }

    private async Task RecordAsync(List<FinishedAttempt> batch, CancellationToken kill)
    {
        var backOff = BackOff.Short;
        while (true)
        {
            try
            {
                var recorded = await run.Queue.RecordAsync(run.Worker.Id, batch, kill);
                var now = run.Now;
                foreach (var attempt in batch)
                {
                    Settle(attempt, recorded.Contains((attempt.Delivery.EventKey, attempt.Delivery.DestinationNo)), now);
                }

                run.Signal.Set();
                return;
            }
            catch (PostgresException exception) when (RecordTrouble.IsOfTheRow(exception))
            {
                // A result that the database refuses must not hold up the others.
                await (batch.Count == 1 ? PostponeAsync(batch[0], exception, kill) : RecordHalvesAsync(batch, kill));
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                await WaitAsync(Trouble.Record, batch.Count, backOff, exception, kill);
            }
        }
    }

    private async Task RecordHalvesAsync(List<FinishedAttempt> batch, CancellationToken kill)
    {
        await RecordAsync(batch[..(batch.Count / 2)], kill);
        await RecordAsync(batch[(batch.Count / 2)..], kill);
    }

    private async Task WaitAsync(Trouble trouble, int count, BackOff backOff, Exception exception, CancellationToken kill)
    {
        if (run.Troubles.IsNews(trouble, out var times))
        {
            AttemptRecorderLog.RecordFailed(run.Logger, count, times, exception);
        }

        await Task.Delay(backOff.Next(), run.Clock, kill);
    }

    /// <summary>
    /// Handles a result that the database will never store. The delivery is released with the reason, to be attempted again later: kept
    /// here, it would be "delivering" for as long as this worker runs.
    /// </summary>
    private async Task PostponeAsync(FinishedAttempt attempt, PostgresException refusal, CancellationToken kill)
    {
        AttemptRecorderLog.RecordRefused(run.Logger, attempt.Delivery.EventId, attempt.Delivery.DestinationNo, refusal);
        var backOff = BackOff.Short;
        while (true)
        {
            try
            {
                var due = await run.Queue.PostponeAsync(attempt.Delivery, refusal.SqlState, kill);
                run.Schedule.Release(attempt.Delivery, due, run.Now);
                return;
            }
            catch (PostgresException exception) when (RecordTrouble.IsOfTheRow(exception))
            {
                AttemptRecorderLog.RecordRefused(run.Logger, attempt.Delivery.EventId, attempt.Delivery.DestinationNo, exception);
                run.Schedule.Release(attempt.Delivery, null, run.Now);
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                await WaitAsync(Trouble.Record, 1, backOff, exception, kill);
            }
        }
    }

    private void Settle(FinishedAttempt attempt, bool recorded, DateTimeOffset now)
    {
        var (delivery, _, verdict) = attempt;
        var retry = recorded ? verdict as Verdict.RetryAt : null;
        run.Schedule.Release(delivery, retry?.When, now);
        if (!recorded)
        {
            run.Metrics.CountLostLease();
            AttemptRecorderLog.LeaseLost(run.Logger, delivery.EventId, delivery.DestinationNo, delivery.AttemptNumber);
            return;
        }

        breakers.Note(attempt);
        run.Metrics.CountAttempt(verdict.Name);
        LogFinished(attempt, retry);
    }

    /// <summary>Success is the rule and its line is for debugging; the line is not built unless it is logged.</summary>
    private void LogFinished(FinishedAttempt attempt, Verdict.RetryAt? retry)
    {
        var (delivery, result, verdict) = attempt;
        var level = verdict is Verdict.Delivered ? LogLevel.Debug : LogLevel.Information;
        if (run.Logger.IsEnabled(level))
        {
            AttemptRecorderLog.AttemptFinished(
                run.Logger, level, delivery.EventId, delivery.DestinationNo, delivery.AttemptNumber, verdict.Name, result.Summary,
                result.Duration.TotalMilliseconds, retry?.When);
        }
    }

    private static partial class AttemptRecorderLog
    {
        [LoggerMessage(EventId = EventIds.AttemptFinished,
            Message = "Event {EventId} to destination {DestinationNo}, attempt {Attempt}: {Verdict} ({Outcome}) after {DurationMs:0} ms, next {NextAttemptAt:O}")]
        public static partial void AttemptFinished(
            ILogger logger, LogLevel level, string eventId, long destinationNo, int attempt, string verdict, string outcome,
            double durationMs, DateTimeOffset? nextAttemptAt);

        [LoggerMessage(EventIds.LeaseLost, LogLevel.Warning,
            "The lease on event {EventId} to destination {DestinationNo} was lost; attempt {Attempt} is not recorded and will be made again.")]
        public static partial void LeaseLost(ILogger logger, string eventId, long destinationNo, int attempt);

        [LoggerMessage(EventIds.RecordFailed, LogLevel.Warning,
            "{Count} attempts could not be recorded yet; trying again. {Times} times since the last line.")]
        public static partial void RecordFailed(ILogger logger, int count, int times, Exception exception);

        [LoggerMessage(EventIds.RecordRefused, LogLevel.Error,
            "The database refuses the record of event {EventId} to destination {DestinationNo}; it is attempted again later.")]
        public static partial void RecordRefused(ILogger logger, string eventId, long destinationNo, Exception exception);
    }
}

/// <summary>Classifies errors of recording results.</summary>
internal static class RecordTrouble
{
    /// <summary>
    /// True when the database will never accept the data, however often it is sent: a value it cannot store, a constraint, a bug in a
    /// statement. Any other error is trouble of the database itself (away, full, read-only, locked, out of time) and passes; then all
    /// results wait together.
    /// </summary>
    public static bool IsOfTheRow(PostgresException exception) =>
        !exception.IsTransient && exception.SqlState[..2] is
            "21" // cardinality violation
            or "22" // data exception
            or "23" // integrity constraint violation
            or "42" // syntax error, unknown or ambiguous object
            or "44" // check option violation
            or "54"; // program limit exceeded
}
