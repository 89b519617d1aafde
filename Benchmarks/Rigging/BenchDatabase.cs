using System.Globalization;
using Npgsql;
using Webhooks.LocalPostgres;
using Webhooks.Standalone;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>An embedded PostgreSQL with its usual, durable settings in a fresh folder that is deleted afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    /// <summary>The application name of the scenario's own connections.</summary>
    public const string OwnName = "bench";

    /// <summary>Connections of one process at most, so that two Apis and a worker fit into what the server allows together.</summary>
    private const int PoolSize = 60;

    /// <summary>Holds the logs of the programs and, unless it lies on a disk of its own, the data.</summary>
    private readonly string folder;
    private readonly EmbeddedPostgresOptions options;
    private EmbeddedPostgres server;
    private int? stoppedOnPort;

    private BenchDatabase(string folder, EmbeddedPostgresOptions options, EmbeddedPostgres server)
    {
        this.folder = folder;
        this.options = options;
        this.server = server;
        Source = NpgsqlDataSource.Create(AdministratorConnectionStringFor(OwnName));
    }

    /// <summary>For the logs of the other processes.</summary>
    public string LogFolder => folder;

    public string LogFile => server.LogFile;

    /// <summary>The scenario's own connections, with all rights.</summary>
    public NpgsqlDataSource Source { get; }

    public static string NewFolder(TimeProvider clock) =>
        Path.Combine(Path.GetTempPath(), $"webhooks-bench-{Environment.ProcessId}-{clock.GetUtcNow().ToUnixTimeMilliseconds()}");

    /// <param name="folder">Made by the server itself: a folder of the temporary kind would be closed to the account that runs the server
    /// for root.</param>
    /// <param name="dataFolder">Below the folder or the same.</param>
    /// <param name="say">Receives the few lines a person should see.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<BenchDatabase> StartAsync(
        string folder, string dataFolder, Action<string> say, CancellationToken cancellationToken)
    {
        if (dataFolder != folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Deleted here and not by the server, which would do it at every restart.
        var options = new EmbeddedPostgresOptions { DataFolder = dataFolder, Say = say };
        return new BenchDatabase(folder, options, await EmbeddedPostgres.StartAsync(options, cancellationToken));
    }

    /// <summary>For a process of this name, which distinguishes its statements from others'.</summary>
    public string ConnectionStringFor(string processName) =>
        Named(server.ConnectionString, processName);

    /// <summary>With all rights, to do to the server what the service cannot.</summary>
    public string AdministratorConnectionStringFor(string processName) => Named(server.AdministratorConnectionString, processName);

    /// <summary>Makes schema, partitions, tenant and project.</summary>
    /// <returns>The admin key.</returns>
    public async Task<string> PrepareAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var service = NpgsqlDataSource.Create(ConnectionStringFor(OwnName));
        return (await ServiceDatabase.PrepareAsync(service, chosenAdminKey: null, clock, cancellationToken))?.AdminKey
            ?? throw new BenchException("The fresh database was not fresh.");
    }

    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await ScalarAsync<string>("select current_setting('server_version')", cancellationToken)).Split(' ')[0];

    public Task<long> CountAsync(string table, CancellationToken cancellationToken) =>
        ScalarAsync<long>($"select count(*) from {table}", cancellationToken);

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        // Callers ask for what is never null.
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        // Statements that fill a database take minutes; Ctrl+C ends them all the same.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The process that all others of the server come from.</summary>
    public int ReadServerProcess() =>
        int.Parse(File.ReadLines(Path.Combine(ClusterFolder(), "postmaster.pid")).First(), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Ends the server as a power cut would (kill -9). It starts again by itself.</summary>
    public void KillServer() => ProcessSignals.Send(ReadServerProcess(), ProcessSignals.Kill);

    /// <summary>Stops the server, and does not let it start again before <see cref="StartServerAsync"/>.</summary>
    public async Task StopServerAsync()
    {
        var port = server.Port;
        await server.DisposeAsync();
        stoppedOnPort = port;
    }

    /// <summary>Starts a server that was stopped, on the same data and at the same address.</summary>
    /// <exception cref="EmbeddedPostgresException">It does not start.</exception>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        if (stoppedOnPort is { } port)
        {
            server = await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = options.DataFolder, Say = options.Say, Port = port }, cancellationToken);
            stoppedOnPort = null;
        }
    }

    /// <summary>Freezes or thaws all processes of the server. Linux only.</summary>
    public void SignalServer(int signal)
    {
        var first = ReadServerProcess();
        // The first one first: frozen, it starts no more.
        ProcessSignals.Send(first, signal);
        foreach (var child in ProcStat.ChildrenOf(first))
        {
            ProcessSignals.Send(child.Id, signal);
        }
    }

    private static string Named(string connectionString, string processName) =>
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = processName, MaxPoolSize = PoolSize }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        var cluster = ClusterFolder();
        await server.DisposeAsync();
        if (Path.GetDirectoryName(cluster) is { } home && home != options.DataFolder && Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        foreach (var left in ((string[])[options.DataFolder, folder]).Where(Directory.Exists))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>Where the server says that its files are: not always in the data folder.</summary>
    private string ClusterFolder()
    {
        var location = Path.Combine(options.DataFolder, "postgres.location");
        return File.Exists(location) ? File.ReadAllText(location).Trim() : Path.Combine(options.DataFolder, "postgres");
    }
}
