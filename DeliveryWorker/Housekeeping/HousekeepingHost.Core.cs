using Npgsql;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Runs the housekeeping in the core package set: a timer per piece, and an advisory lock so that one worker at a time does it.</summary>
internal sealed partial class HousekeepingHost(
    IEnumerable<IHousekeeping> pieces, NpgsqlDataSource dataSource, TimeProvider clock, ILogger<HousekeepingHost> logger) : BackgroundService
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
                await RunAloneAsync(piece, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.HousekeepingFailed(logger, piece.Name, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task RunAloneAsync(IHousekeeping piece, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await ScalarAsync(connection, "select pg_try_advisory_lock(hashtext('webhooks:' || $1))", piece.Name, cancellationToken))
        {
            try
            {
                await piece.RunAsync(cancellationToken);
            }
            finally
            {
                await ScalarAsync(connection, "select pg_advisory_unlock(hashtext('webhooks:' || $1))", piece.Name, CancellationToken.None);
            }
        }
    }

    private static async Task<bool> ScalarAsync(NpgsqlConnection connection, string sql, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HousekeepingFailed, LogLevel.Error, "The housekeeping {Name} failed; it is tried again at its next turn.")]
        public static partial void HousekeepingFailed(ILogger logger, string name, Exception exception);
    }
}
