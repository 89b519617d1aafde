using Webhooks.Core.Database;
using Webhooks.Core.Operations;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>
/// Finishes deliveries that will never be sent: deliveries of deleted destinations and of agents that are switched off are cancelled,
/// deliveries held too long expire.
/// </summary>
internal sealed partial class FinishUndeliverable(DeliveryRepair repair, ILogger<FinishUndeliverable> logger) : IHousekeeping
{
    public string Name => "finish-undeliverable";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await repair.FinishUndeliverableAsync(Chunks.Size, cancellationToken) is var finished and > 0)
        {
            FinishUndeliverableLog.DeliveriesFinished(logger, finished);
        }
    }

    private static partial class FinishUndeliverableLog
    {
        [LoggerMessage(EventIds.DeliveriesFinished, LogLevel.Information,
            "{Count} deliveries that could not be sent any more were cancelled or expired.")]
        public static partial void DeliveriesFinished(ILogger logger, int count);
    }
}
