using Npgsql;
using Webhooks.Standalone;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>An embedded PostgreSQL with its usual, durable settings in a fresh folder that is deleted afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    /// <summary>What the server calls the connections of the scenario itself.</summary>
    public const string OwnName = "bench";

    /// <summary>Connections of one process at most, so that two Apis and a worker fit into what the server allows together.</summary>
    private const int PoolSize = 60;

    private readonly EmbeddedPostgres server;

    private BenchDatabase(EmbeddedPostgres server, string folder)
    {
        this.server = server;
        Folder = folder;
        Source = NpgsqlDataSource.Create(ConnectionStringFor(OwnName));
    }

    /// <summary>Also holds the logs of the other processes.</summary>
    public string Folder { get; }

    public string LogFile => server.LogFile;

    /// <summary>The scenario's own connections.</summary>
    public NpgsqlDataSource Source { get; }

    public static async Task<BenchDatabase> StartAsync(TimeProvider clock, Action<string> say, CancellationToken cancellationToken)
    {
        // Made by the server itself: a folder of the temporary kind would be closed to the account that runs the server for root.
        var folder = Path.Combine(Path.GetTempPath(), $"webhooks-bench-{Environment.ProcessId}-{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder, DeleteOnDispose = true, Say = say };
        return new BenchDatabase(await EmbeddedPostgres.StartAsync(options, cancellationToken), folder);
    }

    /// <summary>For a process of this name, by which its statements can be told from others'.</summary>
    public string ConnectionStringFor(string processName) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { ApplicationName = processName, MaxPoolSize = PoolSize }.ConnectionString;

    /// <summary>Makes schema, partitions, tenant and project.</summary>
    /// <returns>The admin key.</returns>
    public async Task<string> PrepareAsync(TimeProvider clock, CancellationToken cancellationToken) =>
        (await ServiceDatabase.PrepareAsync(Source, chosenAdminKey: null, clock, cancellationToken))?.AdminKey
        ?? throw new BenchException("The fresh database was not fresh.");

    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await ScalarAsync<string>("select current_setting('server_version')", cancellationToken)).Split(' ')[0];

    public Task<long> CountAsync(string table, CancellationToken cancellationToken) =>
        ScalarAsync<long>($"select count(*) from {table}", cancellationToken);

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        // Callers ask for what is never null.
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await server.DisposeAsync();
    }
}
