using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>
/// Coalesces concurrent publishes: events that arrive while a transaction is under way go into the next one, so a busy API pays one commit
/// for many events and an idle one adds no delay. Each publish is answered after the commit that holds it. Tenants take turns
/// (<see cref="PublishQueue{T}"/>), and events beyond a project's quota are refused (<see cref="WaitingQuota"/>).
/// </summary>
public sealed partial class PublishBatcher : BackgroundService
{
    private readonly EventStore store;
    private readonly DueSignal dueSignal;
    private readonly PublishOptions options;
    private readonly TroubleReports reports;
    private readonly ILogger<PublishBatcher> logger;
    private readonly WaitingQuota quota;
    private readonly PublishQueue<Waiting> waiting;

    public PublishBatcher(
        NpgsqlDataSource dataSource, DueSignal dueSignal, WaitingQuota quota, TroubleReports reports, IOptions<PublishOptions> options,
        ILogger<PublishBatcher> logger)
    {
        store = new EventStore(dataSource);
        this.dueSignal = dueSignal;
        this.reports = reports;
        this.options = options.Value;
        this.logger = logger;
        this.quota = quota;
        waiting = new PublishQueue<Waiting>(this.options);
    }

    /// <summary>
    /// Completes when the event is durable or the store has returned why it is not. Cancellable until it is handed over; after that it will
    /// be stored.
    /// </summary>
    internal async Task<StoreResult> StoreAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        if (!await quota.TryReserveAsync(pending.Project.ProjectNo, pending.Destinations.Length, cancellationToken))
        {
            return StoreResult.Full;
        }

        var done = new TaskCompletionSource<StoreResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.AddAsync(
            pending.Project.TenantNo,
            pending.Destinations.Length,
            isPutOff => new Waiting(pending with { IsPutOff = isPutOff }, done),
            cancellationToken);
        return await done.Task;
    }

    /// <summary>Runs the writers until the host stops, then stores what is still waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var registration = stoppingToken.Register(waiting.Complete);
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(WriteAllAsync, CancellationToken.None)));
    }

    private async Task WriteAllAsync()
    {
        while (await waiting.WaitAsync())
        {
            while (waiting.Take() is { Count: > 0 } batch)
            {
                await StoreAsync(batch);
            }
        }
    }

    private async Task StoreAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            var results = await store.StoreAsync([.. batch.Select(item => item.Pending)], CancellationToken.None);
            for (var index = 0; index < results.Length; index++)
            {
                batch[index].Done.TrySetResult(results[index]);
            }

            await WakeWorkersAsync(batch, results);
        }
        catch (PostgresException exception) when (batch.Count > 1 && DatabaseTroubles.Find(exception) is null)
        {
            // One event that the database refuses must not make the others fail.
            foreach (var item in batch)
            {
                await StoreAsync([item]);
            }
        }
        catch (Exception exception)
        {
            if (DatabaseTroubles.Find(exception) is { } trouble)
            {
                reports.Note(trouble, "Storing events", DatabaseTroubles.ReasonOf(exception), exception);
            }
            else
            {
                PublishBatcherLog.PublishBatchFailed(logger, batch.Count, exception);
            }

            foreach (var item in batch)
            {
                item.Done.TrySetException(exception);
            }
        }
    }

    private async Task WakeWorkersAsync(IReadOnlyList<Waiting> batch, StoreResult[] results)
    {
        var destinations = new HashSet<DueDestination>();
        var dueFrom = DateTimeOffset.MaxValue;
        var hasFanOut = false;
        for (var index = 0; index < results.Length; index++)
        {
            if (results[index] == StoreResult.Stored)
            {
                var pending = batch[index].Pending;
                destinations.UnionWith(pending.Due);
                hasFanOut |= pending.IsPutOff;
                var at = pending.Event.Identity.Timestamp;
                dueFrom = at < dueFrom ? at : dueFrom;
            }
        }

        await dueSignal.SendAsync(new DueNotice(destinations, dueFrom, hasFanOut), CancellationToken.None);
    }

    private static partial class PublishBatcherLog
    {
        [LoggerMessage(EventIds.PublishBatchFailed, LogLevel.Error, "{Count} events could not be stored; their publishers were told.")]
        public static partial void PublishBatchFailed(ILogger logger, int count, Exception exception);
    }

    private sealed record Waiting(PendingEvent Pending, TaskCompletionSource<StoreResult> Done);
}
