using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Removes idempotency keys that are older than their answers are kept for.</summary>
internal sealed partial class IdempotencyUpkeep(IdempotencyKeys keys, ILogger<IdempotencyUpkeep> logger) : IHousekeeping
{
    public string Name => "idempotency-keys";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await Chunks.RunAsync(keys.RemoveOldAsync, cancellationToken) is var removed and > 0)
        {
            IdempotencyUpkeepLog.IdempotencyKeysRemoved(logger, removed);
        }
    }

    private static partial class IdempotencyUpkeepLog
    {
        [LoggerMessage(EventIds.IdempotencyKeysRemoved, LogLevel.Information, "{Count} idempotency keys had run out and were removed.")]
        public static partial void IdempotencyKeysRemoved(ILogger logger, long count);
    }
}
