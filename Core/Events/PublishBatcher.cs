using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Persistence;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>
/// Coalesces concurrent publishes: what arrives while a transaction is under way goes into the next one, so a busy API pays one commit
/// for many events and an idle one adds no delay. Each publish is answered after the commit that holds it.
/// </summary>
public sealed partial class PublishBatcher : BackgroundService
{
    private readonly EventStore store;
    private readonly DueSignal dueSignal;
    private readonly PublishOptions options;
    private readonly TroubleReports reports;
    private readonly ILogger<PublishBatcher> logger;
    private readonly Channel<Waiting> waiting;

    public PublishBatcher(
        NpgsqlDataSource dataSource, DueSignal dueSignal, TroubleReports reports, IOptions<PublishOptions> options, ILogger<PublishBatcher> logger)
    {
        store = new EventStore(dataSource);
        this.dueSignal = dueSignal;
        this.reports = reports;
        this.options = options.Value;
        this.logger = logger;
        waiting = Channel.CreateBounded<Waiting>(this.options.MaxWaiting);
    }

    /// <summary>Completes when the event is durable or the store has said why not. Cancellable until it is handed over: then it will be stored.</summary>
    internal async Task<StoreResult> StoreAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        var item = new Waiting(pending);
        await waiting.Writer.WriteAsync(item, cancellationToken);
        return await item.Done.Task;
    }

    /// <summary>Runs the writers until the host stops, then stores what is still waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var registration = stoppingToken.Register(() => waiting.Writer.TryComplete());
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(WriteAllAsync, CancellationToken.None)));
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            Take(batch);
            if (batch.Count > 0)
            {
                await StoreAsync(batch);
                batch.Clear();
            }
        }
    }

    private void Take(List<Waiting> batch)
    {
        var deliveries = 0;
        while (batch.Count < options.MaxEventsPerTransaction && deliveries < options.MaxDeliveriesPerTransaction && waiting.Reader.TryRead(out var item))
        {
            batch.Add(item);
            deliveries += item.Pending.Destinations.Length;
        }
    }

    private async Task StoreAsync(List<Waiting> batch)
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
            // One event that the database refuses must not take the others down with it.
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
                Log.PublishBatchFailed(logger, batch.Count, exception);
            }

            batch.ForEach(item => item.Done.TrySetException(exception));
        }
    }

    private async Task WakeWorkersAsync(List<Waiting> batch, StoreResult[] results)
    {
        var destinations = new HashSet<DueDestination>();
        var dueFrom = DateTimeOffset.MaxValue;
        for (var index = 0; index < results.Length; index++)
        {
            if (results[index] == StoreResult.Stored)
            {
                var pending = batch[index].Pending;
                destinations.UnionWith(pending.Destinations.Select(number => new DueDestination(pending.Project.TenantNo, number)));
                var at = pending.Event.Identity.Timestamp;
                dueFrom = at < dueFrom ? at : dueFrom;
            }
        }

        await dueSignal.SendAsync(new DueNotice(destinations, dueFrom), CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PublishBatchFailed, LogLevel.Error, "{Count} events could not be stored; their publishers were told.")]
        public static partial void PublishBatchFailed(ILogger logger, int count, Exception exception);
    }

    private sealed record Waiting(PendingEvent Pending)
    {
        public TaskCompletionSource<StoreResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
