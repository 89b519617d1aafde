using Npgsql;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>One run of a housekeeping job under any scheduler: an advisory lock lets only one worker at a time run it.</summary>
internal sealed class HousekeepingTurn(NpgsqlDataSource dataSource)
{
    /// <summary>Runs the piece, unless another worker is running it.</summary>
    public async Task RunAsync(IHousekeeping piece, CancellationToken cancellationToken)
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
}
