using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Releases leases that the heartbeat could not: those of a claim that arrived after its worker had been declared dead.</summary>
internal sealed partial class StuckLeaseSweep(WorkerRegister register, DueSignal dueSignal, ILogger<StuckLeaseSweep> logger) : IHousekeeping
{
    public string Name => "stuck-leases";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var released = await register.ReleaseOrphansAsync(cancellationToken);
        if (released > 0)
        {
            StuckLeaseSweepLog.StuckLeasesReleased(logger, released);
            await dueSignal.SendEverythingAsync(cancellationToken);
        }
    }

    private static partial class StuckLeaseSweepLog
    {
        [LoggerMessage(EventIds.StuckLeasesReleased, LogLevel.Warning,
            "{Count} deliveries were leased to workers that are not alive; they were released.")]
        public static partial void StuckLeasesReleased(ILogger logger, int count);
    }
}
