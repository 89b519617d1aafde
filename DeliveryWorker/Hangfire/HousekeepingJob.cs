using Hangfire;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Housekeeping;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// The job that Hangfire runs when a piece of housekeeping is due. A turn that fails is not tried again before the next one.
/// </summary>
internal sealed partial class HousekeepingJob(
    IEnumerable<IHousekeeping> pieces, HousekeepingTurn turn, ILogger<HousekeepingJob> logger)
{
    /// <summary>Runs the piece of this name.</summary>
    /// <param name="name">A <see cref="IHousekeeping.Name"/>; another version of the worker may have scheduled one that is unknown
    /// here.</param>
    /// <param name="cancellationToken">Hangfire's own: ends when the server stops.</param>
    [JobDisplayName("{0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        if (pieces.FirstOrDefault(piece => piece.Name == name) is { } found)
        {
            await turn.RunAsync(found, cancellationToken);
        }
        else
        {
            HousekeepingJobLog.HousekeepingUnknown(logger, name);
        }
    }

    private static partial class HousekeepingJobLog
    {
        [LoggerMessage(EventIds.HousekeepingUnknown, LogLevel.Warning,
            "Unknown housekeeping job {Name}; left to a worker version that has it.")]
        public static partial void HousekeepingUnknown(ILogger logger, string name);
    }
}
