using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>
/// Brings a database to the schema of this build: the numbered SQL files of <c>Core/Database/Migrations</c>, each applied once,
/// in order, in a transaction of its own, under one advisory lock, and recorded with its hash.
/// </summary>
public static class SchemaMigrator
{
    /// <summary>Serialises migrators of the same database; any constant that nothing else uses.</summary>
    private const long AdvisoryLock = 7_305_001_001;

    private const string CreateHistory = """
        create table if not exists schema_migrations (
            name       text primary key,
            hash       text not null,
            applied_at timestamptz not null default now()
        )
        """;

    /// <summary>Applies the missing files.</summary>
    /// <returns>The names of the files that were applied now; empty when the database was up to date.</returns>
    /// <exception cref="SchemaMismatchException">A file that was applied before has another content now, or the database is newer than this
    /// build.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({AdvisoryLock})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, CreateHistory, cancellationToken);
            var applied = await ReadHistoryAsync(connection, cancellationToken);
            var migrations = ReadEmbedded();
            Verify(applied, migrations);
            var missing = migrations.Where(migration => !applied.ContainsKey(migration.Name)).ToList();
            foreach (var migration in missing)
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }

            return [.. missing.Select(migration => migration.Name)];
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    internal static IReadOnlyList<Migration> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string marker = ".Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(marker, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource, resource[(resource.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..]))
            .OrderBy(migration => migration.Name, StringComparer.Ordinal)];
    }

    private static void Verify(Dictionary<string, string> applied, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(migration => migration.Name, migration => migration.Hash, StringComparer.Ordinal);
        foreach (var (name, hash) in applied)
        {
            if (!known.TryGetValue(name, out var expected))
            {
                throw new SchemaMismatchException(
                    $"The database has the migration {name}, which this build does not know: it was made by a newer version.");
            }

            if (expected != hash)
            {
                throw new SchemaMismatchException($"The migration {name} was changed after this database had applied it.");
            }
        }
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        // The name came from this assembly's own list, so the stream exists.
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new Migration(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private static async Task<Dictionary<string, string>> ReadHistoryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, hash from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand("insert into schema_migrations (name, hash) values ($1, $2)", connection)
        {
            Parameters = { new() { Value = migration.Name }, new() { Value = migration.Hash } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal sealed record Migration(string Name, string Sql, string Hash);
}

/// <summary>The database and this build do not belong together; the message says which migration and why.</summary>
public sealed class SchemaMismatchException : Exception
{
    public SchemaMismatchException(string message)
        : base(message)
    {
    }
}
