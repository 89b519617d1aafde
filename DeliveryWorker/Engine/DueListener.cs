using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Finds due deliveries: immediately by LISTEN, and by a slow look at the queue for those that no signal announced (retries of a worker
/// that stopped, signals lost with a connection). Also receives the numbers of changed destinations.
/// </summary>
internal sealed partial class DueListener(WorkerRun run, NpgsqlDataSource dataSource) : IDisposable
{
    private const int PageSize = 2_000;

    /// <summary>
    /// How far before its signal a claim begins if the signal does not say from when on something is due; the look finds anything earlier.
    /// </summary>
    private static readonly TimeSpan LateCommits = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The shortest time between two looks at everything, even if signals arrive; a look that takes longer is followed by a longer pause.
    /// </summary>
    internal static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The pause is this many times as long as the look took, so that looking takes a fifth of the time at most.</summary>
    private const int PausePerLook = 4;

    /// <summary>Look now instead of at the next poll.</summary>
    private readonly WorkSignal lookNow = new();

    private readonly Channel<long> changed = Channel.CreateUnbounded<long>();

    /// <summary>When it is full, the next look names the rest.</summary>
    private readonly Channel<DueDestination> open = Channel.CreateBounded<DueDestination>(PageSize);

    /// <summary>Numbers of destinations that were changed, paused or deleted. Small: one entry per edit.</summary>
    public ChannelReader<long> ChangedDestinations => changed.Reader;

    /// <summary>Destinations with an open breaker that may be probed with one delivery. Small: looked for every few seconds.</summary>
    public ChannelReader<DueDestination> OpenDestinations => open.Reader;

    /// <summary>Set when deliveries were put off.</summary>
    public WorkSignal FanOut { get; } = new();

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(ListenAsync(cancellationToken), PollAsync(cancellationToken));

    public void Dispose()
    {
        lookNow.Dispose();
        FanOut.Dispose();
    }

    private Task ListenAsync(CancellationToken cancellationToken) => ListenLoop.RunAsync(
        dataSource, [DueSignal.Channel, DestinationChanges.Channel], Receive, Look, exception => Note(Trouble.Listen, exception), run.Clock,
        cancellationToken);

    private void Look()
    {
        lookNow.Set();
        FanOut.Set();
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
        else if (payload == DueSignal.FanOut)
        {
            FanOut.Set();
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
            var begun = Stopwatch.GetTimestamp();
            try
            {
                await LookAtEverythingAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Note(Trouble.Look, exception);
            }

            var pause = PauseAfter(Stopwatch.GetElapsedTime(begun), run.Options.PollInterval);
            await Task.Delay(pause, run.Clock, cancellationToken);
            await lookNow.WaitAsync(run.Options.PollInterval - pause, cancellationToken);
        }
    }

    /// <summary>
    /// The pause after a look, during which no signal starts another one. A signal within the pause takes effect at its end.
    /// </summary>
    internal static TimeSpan PauseAfter(TimeSpan look, TimeSpan pollInterval)
    {
        var pause = look * PausePerLook;
        pause = pause < ShortestPause ? ShortestPause : pause;
        return pause < pollInterval ? pause : pollInterval;
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

    private void Note(Trouble trouble, Exception exception)
    {
        if (run.Troubles.IsNews(trouble, out var times))
        {
            DueListenerLog.ListenFailed(run.Logger, times, exception);
        }
    }

    private static partial class DueListenerLog
    {
        [LoggerMessage(EventIds.ListenFailed, LogLevel.Warning,
            "The queue could not be watched; trying again. {Times} times since the last line.")]
        public static partial void ListenFailed(ILogger logger, int times, Exception exception);
    }
}
