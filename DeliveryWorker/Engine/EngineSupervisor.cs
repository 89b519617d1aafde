using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>Keeps the engine running under any host: a run that fails is logged, and another one is started soon after.</summary>
internal sealed partial class EngineSupervisor(DeliveryEngine engine, TimeProvider clock, ILogger<EngineSupervisor> logger)
{
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Runs until <paramref name="stop"/> and a clean stop, which <paramref name="kill"/> aborts. Throws nothing.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await engine.RunAsync(stop, kill);
            }
            catch (Exception exception)
            {
                EngineSupervisorLog.EngineFailed(logger, exception);
                await Task.Delay(StartAgainAfter, clock, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private static partial class EngineSupervisorLog
    {
        [LoggerMessage(EventIds.EngineFailed, LogLevel.Error, "The delivery engine broke down; it is started again.")]
        public static partial void EngineFailed(ILogger logger, Exception exception);
    }
}
