using Webhooks.Core.Destinations;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Warns of, and disables, destinations that have only failed for days; clears the failures of those that answer again.</summary>
internal sealed partial class DestinationHealthUpkeep(
    FailingDestinations destinations, ILogger<DestinationHealthUpkeep> logger) : IHousekeeping
{
    public string Name => "destination-health";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (destinationNo, step) in await destinations.ReviewAsync(cancellationToken))
        {
            switch (step)
            {
                case DisableStep.Warn:
                    DestinationHealthUpkeepLog.DestinationWarned(logger, destinationNo);
                    break;
                case DisableStep.Disable:
                    DestinationHealthUpkeepLog.DestinationDisabled(logger, destinationNo);
                    break;
            }
        }
    }

    private static partial class DestinationHealthUpkeepLog
    {
        [LoggerMessage(EventIds.DestinationWarned, LogLevel.Warning,
            "Destination {DestinationNo} has only failed for days; it will be disabled.")]
        public static partial void DestinationWarned(ILogger logger, long destinationNo);

        [LoggerMessage(EventIds.DestinationDisabled, LogLevel.Warning,
            "Destination {DestinationNo} has only failed for days; it is disabled.")]
        public static partial void DestinationDisabled(ILogger logger, long destinationNo);
    }
}
