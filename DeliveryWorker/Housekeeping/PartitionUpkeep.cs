using Webhooks.Core.Database;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Makes the day partitions of the days to come.</summary>
internal sealed partial class PartitionUpkeep(DayPartitions partitions, ILogger<PartitionUpkeep> logger) : IHousekeeping
{
    public string Name => "partitions";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (made, left) = await partitions.EnsureAsync(cancellationToken);
        if (made > 0)
        {
            PartitionUpkeepLog.PartitionsMade(logger, made);
        }

        if (left > 0)
        {
            PartitionUpkeepLog.PartitionsLeft(logger, left);
        }
    }

    private static partial class PartitionUpkeepLog
    {
        [LoggerMessage(EventIds.PartitionsMade, LogLevel.Information, "{Count} day partitions were made.")]
        public static partial void PartitionsMade(ILogger logger, int count);

        [LoggerMessage(EventIds.PartitionsLeft, LogLevel.Warning,
            "The day partitions of {Days} days could not be made, because somebody changes or analyses their tables; tried again at the next turn.")]
        public static partial void PartitionsLeft(ILogger logger, int days);
    }
}
