using System.Diagnostics;
using Npgsql;
using Webhooks.LocalPostgres;
using Webhooks.Standalone;

namespace Webhooks.Tests.Support;

/// <summary>
/// The one PostgreSQL server of a test run: embedded, private, deleted afterwards. Its template database is migrated once.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    /// <summary>The key that may do everything, in every migrated database.</summary>
    public const string AdminKey = "first-admin-key-of-the-tests";

    private const string Template = "migrated";

    private static readonly Shared<TestPostgres> Server = new(StartAsync);

    private readonly EmbeddedPostgres postgres;

    private TestPostgres(EmbeddedPostgres postgres) => this.postgres = postgres;

    /// <summary>The server, started by the first test that needs it.</summary>
    public static Task<TestPostgres> GetAsync() => Server.GetAsync();

    /// <summary>Connects to a database of the server with all rights.</summary>
    public string ConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(
            postgres.AdministratorConnectionString)
        { Database = database, IncludeErrorDetail = true }.ConnectionString;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => postgres.DisposeAsync();

    internal Task CreateMigratedAsync(string name) => ExecuteAsync($"create database {name} template {Template}");

    internal Task CreateEmptyAsync(string name) => ExecuteAsync($"create database {name}");

    internal Task DropAsync(string name) => ExecuteAsync($"drop database {name} with (force)");

    internal async Task CopyAsync(string from, string to)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{from}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}.dump");
        try
        {
            await RunToolAsync("pg_dump", ["--format=custom", $"--file={file}", $"--dbname={from}"]);
            await RunToolAsync("pg_restore", ["--no-owner", "--exit-on-error", $"--dbname={to}", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task RunToolAsync(string tool, IReadOnlyList<string> arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(postgres.AdministratorConnectionString);
        var start = new ProcessStartInfo(
            tool, [$"--host={server.Host}", $"--port={server.Port}", $"--username={server.Username}", .. arguments])
        {
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = server.Password },
        };
        using var process = Process.Start(start)!; // Only null when a running process is reused, which takes a shell.
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} failed: {said}");
        }
    }

    private static async Task<TestPostgres> StartAsync()
    {
        var folder = Path.Combine("/tmp", $"webhooks-tests-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");
        var server = new TestPostgres(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = folder,
            DeleteOnDispose = true,
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["full_page_writes"] = "off",
                ["shared_buffers"] = "256MB",
                ["max_connections"] = "500",
            },
        }));
        await server.CreateEmptyAsync(Template);
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionStringFor(Template)) { Pooling = false }.ConnectionString;
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await ServiceDatabase.PrepareAsync(dataSource, AdminKey, TimeProvider.System, CancellationToken.None);
        return server;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(postgres.AdministratorConnectionString) { Pooling = false }.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
