using Microsoft.Extensions.Logging;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Database;

/// <summary>Makes day partitions as soon as one is found missing, instead of at the next turn of the housekeeping.</summary>
public sealed partial class PartitionRepair(DayPartitions partitions, TimeProvider clock, ILogger<PartitionRepair> logger)
{
    /// <summary>The pause between two repairs: a repair that keeps failing is not tried at every request.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private int underWay;

    /// <summary>Starts a repair, unless one is under way or ended a moment ago, and returns immediately.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref underWay, 1) == 0)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            PartitionRepairLog.PartitionsMissing(logger);
            var (made, left) = await partitions.EnsureAsync(CancellationToken.None);
            PartitionRepairLog.PartitionsMade(logger, made, left);
        }
        catch (Exception exception) // No caller waits for the result, so it is logged here.
        {
            PartitionRepairLog.PartitionsNotMade(logger, exception);
        }
        finally
        {
            await Task.Delay(Pause, clock);
            Volatile.Write(ref underWay, 0);
        }
    }

    private static partial class PartitionRepairLog
    {
        [LoggerMessage(EventIds.PartitionsMissing, LogLevel.Warning,
            "A day partition is missing; it is made now. Publishes answer 503 until it is there.")]
        public static partial void PartitionsMissing(ILogger logger);

        [LoggerMessage(EventIds.PartitionsMade, LogLevel.Information, "{Count} day partitions were made; {Left} days still lack one.")]
        public static partial void PartitionsMade(ILogger logger, int count, int left);

        [LoggerMessage(EventIds.PartitionsNotMade, LogLevel.Error, "The missing day partitions could not be made.")]
        public static partial void PartitionsNotMade(ILogger logger, Exception exception);
    }
}
