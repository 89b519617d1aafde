using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Brings in what is due: at once by LISTEN, and by a slow look at the queue for everything no signal announced (retries of a worker
/// that stopped, signals lost with a connection). Also hears which destinations were changed.
/// </summary>
internal sealed partial class DueListener(WorkerRun run, NpgsqlDataSource dataSource) : IDisposable
{
    private const int PageSize = 2_000;

    /// <summary>How long before the signal a commit is looked for that does not say from when on something is due; a later one is found by the look.</summary>
    private static readonly TimeSpan LateCommits = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>Look now instead of at the next poll.</summary>
    private readonly WorkSignal lookNow = new();

    private readonly Channel<long> changed = Channel.CreateUnbounded<long>();

    /// <summary>When it is full, the next look names the rest.</summary>
    private readonly Channel<DueDestination> open = Channel.CreateBounded<DueDestination>(PageSize);

    /// <summary>Numbers of destinations that were changed, paused or deleted. Small: one entry per edit.</summary>
    public ChannelReader<long> ChangedDestinations => changed.Reader;

    /// <summary>Destinations with an open breaker of which one delivery may be tried. Small: asked about every few seconds.</summary>
    public ChannelReader<DueDestination> OpenDestinations => open.Reader;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(ListenAsync(cancellationToken), PollAsync(cancellationToken));

    public void Dispose() => lookNow.Dispose();

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, notification) => Receive(notification.Channel, notification.Payload);
                await using (var command = new NpgsqlCommand($"listen {DueSignal.Channel}; listen {DestinationChanges.Channel}", connection))
                {
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }

                // What was signalled while nobody listened.
                lookNow.Set();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                if (run.Troubles.IsNews(Trouble.Listen, out var times))
                {
                    Log.ListenFailed(run.Logger, times, exception);
                }

                await Task.Delay(ReconnectAfter, run.Clock, cancellationToken);
            }
        }
    }

    private void Receive(string channel, string payload)
    {
        if (channel == DestinationChanges.Channel)
        {
            if (long.TryParse(payload, NumberStyles.None, CultureInfo.InvariantCulture, out var destinationNo))
            {
                changed.Writer.TryWrite(destinationNo);
            }
        }
        else if (DueSignal.Parse(payload) is { } notice)
        {
            var now = run.Now;
            foreach (var destination in notice.Destinations)
            {
                run.Schedule.Wake(destination, now, now, notice.DueFrom ?? now - LateCommits);
            }

            run.Signal.Set();
        }
        else
        {
            lookNow.Set();
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LookAtEverythingAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (run.Troubles.IsNews(Trouble.Look, out var times))
                {
                    Log.ListenFailed(run.Logger, times, exception);
                }
            }

            await lookNow.WaitAsync(run.Options.PollInterval, cancellationToken);
        }
    }

    private async Task LookAtEverythingAsync(CancellationToken cancellationToken)
    {
        for (long? after = 0; after is not null;)
        {
            (var waiting, after) = await run.Queue.FindWaitingDestinationsAsync(after.Value, PageSize, cancellationToken);
            var now = run.Now;
            foreach (var (destination, dueAt, isOpen) in waiting)
            {
                if (isOpen)
                {
                    open.Writer.TryWrite(destination);
                }
                else
                {
                    run.Schedule.Wake(destination, dueAt, now);
                }
            }

            if (waiting.Count > 0)
            {
                run.Signal.Set();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ListenFailed, LogLevel.Warning, "The queue could not be watched; trying again. {Times} times since the last line.")]
        public static partial void ListenFailed(ILogger logger, int times, Exception exception);
    }
}
