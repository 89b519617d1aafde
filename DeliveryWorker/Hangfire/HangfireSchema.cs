using Hangfire.PostgreSql;
using Npgsql;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>The tables of Hangfire, in a schema of their own. Part of preparing the database: workers create none.</summary>
internal static class HangfireSchema
{
    public const string Name = "hangfire";

    /// <summary>The number of the advisory lock; any that nothing else in the database uses.</summary>
    private const long Lock = 0x48616E6766697265;

    /// <summary>
    /// Creates the tables or brings them to the version of this build. Safe to run in several processes at the same time.
    /// </summary>
    public static async Task InstallAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Hangfire's own scripts must not run twice in parallel: two first starts at the same time end with an internal error of PostgreSQL
        // (XX000).
        await ExecuteAsync(connection, "select pg_advisory_lock($1)", cancellationToken);
        try
        {
            PostgreSqlObjectsInstaller.Install(connection, Name);
        }
        finally
        {
            await ExecuteAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(Lock);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
