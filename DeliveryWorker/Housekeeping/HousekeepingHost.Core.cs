using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Runs the housekeeping in the core package set: a timer per piece.</summary>
internal sealed partial class HousekeepingHost(
    IEnumerable<IHousekeeping> pieces, HousekeepingTurn turn, TimeProvider clock, ILogger<HousekeepingHost> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(pieces.Select(piece => RunRegularlyAsync(piece, stoppingToken)));

    private async Task RunRegularlyAsync(IHousekeeping piece, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(piece.Every, clock);
        do
        {
            try
            {
                await turn.RunAsync(piece, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.HousekeepingFailed(logger, piece.Name, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HousekeepingFailed, LogLevel.Error, "The housekeeping {Name} failed; it is tried again at its next turn.")]
        public static partial void HousekeepingFailed(ILogger logger, string name, Exception exception);
    }
}
