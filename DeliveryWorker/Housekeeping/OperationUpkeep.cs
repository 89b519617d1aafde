using Webhooks.Core.Database;
using Webhooks.Core.Operations;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Removes operations that were finished so long ago that they are not shown any more.</summary>
internal sealed partial class OperationUpkeep(OperationStore store, ILogger<OperationUpkeep> logger) : IHousekeeping
{
    public string Name => "operations";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await Chunks.RunAsync(store.RemoveOldAsync, cancellationToken) is var removed and > 0)
        {
            OperationUpkeepLog.OperationsRemoved(logger, removed);
        }
    }

    private static partial class OperationUpkeepLog
    {
        [LoggerMessage(EventIds.OperationsRemoved, LogLevel.Information, "{Count} operations of long ago were removed.")]
        public static partial void OperationsRemoved(ILogger logger, long count);
    }
}
