using Npgsql;

namespace Webhooks.Standalone;

/// <summary>Waits for an external database that is only just being started or created.</summary>
internal static class DatabaseWait
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the database answers; when it does not in time, the last answer is thrown.</summary>
    /// <exception cref="NpgsqlException">It did not answer, or refused for a reason that time does not mend.</exception>
    public static async Task ForAsync(string connectionString, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        while (true)
        {
            try
            {
                await using var dataSource = NpgsqlDataSource.Create(connection);
                await using var open = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (MayPass(exception) && TimeProvider.System.GetElapsedTime(started) < patience)
            {
                await Task.Delay(AskAgainAfter, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>The server does not listen yet or is starting up, or the database is about to be created.</summary>
    private static bool MayPass(NpgsqlException exception) =>
        exception is not PostgresException { SqlState: not (PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName) };
}
