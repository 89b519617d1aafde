using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>The delivery engine of one worker. It does not depend on its host. Re-entrant: every run is a worker of its own.</summary>
internal sealed partial class DeliveryEngine(
    NpgsqlDataSource dataSource, DeliveryQueue queue, WorkerRegister register, DeliverySender sender, DestinationTargets targets,
    RunRecords runRecords, DestinationBreaker breaker, DueSignal dueSignal, IOptions<WorkerOptions> workerOptions, WebhookMetrics metrics,
    RandomSource random, DatabaseClock clock, ILogger<DeliveryEngine> logger)
{
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(2);

    private volatile WorkerRun? current;

    /// <summary>The current figures; null while the engine does not run.</summary>
    public EngineFigures? Figures => current is { } run ? run.Schedule.Figures(run.Worker.Name, run.Now) : null;

    /// <summary>Works until <paramref name="stop"/>, then finishes the attempts in flight; <paramref name="kill"/> aborts them.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        using var signal = new WorkSignal();
        using var slotSignal = new WorkSignal();
        var options = workerOptions.Value;
        var run = new WorkerRun(
            options, queue, register, new LaneSchedule(options, slotSignal), signal, slotSignal, metrics, clock, logger);
        using var releases = new LeaseReleases(run);
        var heartbeat = new WorkerHeartbeat(run, releases);
        if (!await EnterAsync(heartbeat, run.Troubles, stop))
        {
            return;
        }

        current = run;
        DeliveryEngineLog.WorkerStarted(logger, run.Worker.Name);
        using var breakers = new BreakerWatch(run, breaker, dueSignal, dataSource);
        var recorder = new AttemptRecorder(run, runRecords, breakers);
        using var listener = new DueListener(run, dataSource);
        var fanOut = new FanOutLoop(run, new FanOutQueue(dataSource), dueSignal, listener.FanOut);
        using var loop = new DeliveryLoop(run, sender, targets, recorder, heartbeat, releases, random);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(kill);
        var recording = StopIfItFailsAsync(recorder.RunAsync(kill), stopping);
        Task[] beside =
        [
            StopIfItFailsAsync(heartbeat.RunAsync(ending.Token), stopping),
            StopIfItFailsAsync(heartbeat.ReleaseSilentAsync(ending.Token), stopping),
            StopIfItFailsAsync(listener.RunAsync(ending.Token), stopping),
            StopIfItFailsAsync(releases.RunAsync(ending.Token), stopping),
            StopIfItFailsAsync(ReleaseChangedAsync(run, releases, listener, ending.Token), stopping),
            StopIfItFailsAsync(breakers.RunAsync(ending.Token), stopping),
            StopIfItFailsAsync(loop.StartSlowAsync(ending.Token), stopping),
            StopIfItFailsAsync(fanOut.RunAsync(ending.Token), stopping),
        ];
        // All parts that start attempts have ended before the attempts in flight are waited for.
        Task[] starting =
        [
            StopIfItFailsAsync(loop.StartAtSlotsAsync(stopping.Token, kill), stopping),
            StopIfItFailsAsync(loop.ClaimSlowAsync(stopping.Token, kill), stopping),
            StopIfItFailsAsync(loop.ProbeAsync(listener.OpenDestinations, stopping.Token, kill), stopping),
        ];
        try
        {
            await loop.RunAsync(stopping.Token, kill);
            await Task.WhenAll(starting);
            await StopAsync(run, loop, releases, recorder, recording, kill);
        }
        finally
        {
            current = null;
            await stopping.CancelAsync();
            await ending.CancelAsync();
            await LeaveAsync(run);
        }

        await Task.WhenAll(beside);
        DeliveryEngineLog.WorkerStopped(logger, run.Worker.Name);
    }

    /// <summary>
    /// A part that fails must not leave a worker that claims and never records: the whole run ends, and the host starts another.
    /// </summary>
    private static async Task StopIfItFailsAsync(Task part, CancellationTokenSource stopping)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException)
        {
            // Requested.
        }
        catch
        {
            await stopping.CancelAsync();
            throw;
        }
    }

    /// <summary>The first heartbeat, tried until the database is there.</summary>
    private async Task<bool> EnterAsync(WorkerHeartbeat heartbeat, TroubleLog<Trouble> troubles, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await heartbeat.StartAsync(stop);
                return true;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (troubles.IsNews(Trouble.Heartbeat, out _))
                {
                    DeliveryEngineLog.DatabaseMissing(logger, exception);
                }

                await Task.Delay(StartAgainAfter, clock, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        return false;
    }

    /// <summary>Releases the deliveries that were claimed ahead for a changed destination.</summary>
    private static async Task ReleaseChangedAsync(
        WorkerRun run, LeaseReleases releases, DueListener listener, CancellationToken cancellationToken)
    {
        await foreach (var destinationNo in listener.ChangedDestinations.ReadAllAsync(cancellationToken))
        {
            releases.Add(run.Schedule.TakeBuffered(destinationNo));
        }
    }

    /// <summary>Releases deliveries that were not started, waits for those in flight and for their record.</summary>
    private async Task StopAsync(
        WorkerRun run, DeliveryLoop loop, LeaseReleases releases, AttemptRecorder recorder, Task recording, CancellationToken kill)
    {
        try
        {
            await releases.ReleaseAsync(run.Schedule.TakeBuffered(null), kill);
            await loop.DrainAsync(kill);
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException or TimeoutException)
        {
            DeliveryEngineLog.StoppedEarly(logger, exception);
        }
        finally
        {
            recorder.Complete();
        }

        await recording;
    }

    /// <summary>Removes this worker, so that leases it still holds are free for other workers immediately.</summary>
    private async Task LeaveAsync(WorkerRun run)
    {
        try
        {
            await register.LeaveAsync(run.Worker.Id, holdsLeases: run.Schedule.Held > 0, CancellationToken.None);
            await dueSignal.SendEverythingAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            DeliveryEngineLog.ReleaseFailed(logger, exception);
        }
    }

    private static partial class DeliveryEngineLog
    {
        [LoggerMessage(EventIds.WorkerStarted, LogLevel.Information, "Worker {Worker} started.")]
        public static partial void WorkerStarted(ILogger logger, string worker);

        [LoggerMessage(EventIds.WorkerStopped, LogLevel.Information, "Worker {Worker} stopped.")]
        public static partial void WorkerStopped(ILogger logger, string worker);

        [LoggerMessage(EventIds.DatabaseMissing, LogLevel.Warning, "The database cannot be reached; the worker waits for it.")]
        public static partial void DatabaseMissing(ILogger logger, Exception exception);

        [LoggerMessage(EventIds.StoppedEarly, LogLevel.Warning,
            "The worker had to stop before everything in flight was recorded; those attempts will be made again.")]
        public static partial void StoppedEarly(ILogger logger, Exception exception);

        [LoggerMessage(EventIds.LeaveFailed, LogLevel.Warning,
            "Leases could not be released; another worker releases them when this one has missed its heartbeats for a while.")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception);
    }
}
