namespace Webhooks.LocalPostgres;

/// <summary>
/// A private PostgreSQL server that runs exactly as long as this process.
/// <list type="number">
/// <item>Take the data folder: one instance per folder.</item>
/// <item>Choose the cluster's folder and the account that runs it.</item>
/// <item>Find the server's programs.</item>
/// <item>Stop processes that a killed instance left running on the folder.</item>
/// <item>Create the cluster on the first start.</item>
/// <item>Start the server and wait until it answers.</item>
/// <item>Create the service's account and its database on the first start.</item>
/// <item>Keep the server running: when it ends unexpectedly, start it again until it runs.</item>
/// </list>
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions options;
    private readonly DataFolder data;
    private readonly PostgresCluster cluster;
    private readonly PostgresKeeper keeper;
    private bool disposed;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, DataFolder data, PostgresCluster cluster, PostgresKeeper keeper)
    {
        this.options = options;
        this.data = data;
        this.cluster = cluster;
        this.keeper = keeper;
        ConnectionString = cluster.ConnectionString(keeper.Port, PostgresCluster.DatabaseName);
        AdministratorConnectionString = cluster.AdministratorConnectionString(keeper.Port, PostgresCluster.DatabaseName);
    }

    /// <summary>Connects to the database of this service as its owner, with no rights beyond it.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Connects to the database of this service as the server's administrator, with all rights. For tests and benchmarks.
    /// </summary>
    public string AdministratorConnectionString { get; }

    /// <summary>
    /// The loopback port of this start; the next start may have another one unless <see cref="EmbeddedPostgresOptions.Port"/> says which.
    /// </summary>
    public int Port => keeper.Port;

    /// <summary>Where the server writes its log.</summary>
    public string LogFile => data.LogFile;

    /// <summary>Starts the server on the data folder, creating everything it needs on the first start.</summary>
    /// <exception cref="EmbeddedPostgresException">Anything that stops the server from running.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedPostgresException(
                "The embedded PostgreSQL needs Linux or macOS. Use a server you have with --connection-string.");
        }

        var data = DataFolder.Take(options.DataFolder); // 1
        PostgresServer? server = null;
        try
        {
            var place = await ClusterPlace.ChooseAsync(data, options.Say, cancellationToken); // 2
            var programs = await PostgresPrograms.FindAsync(place.Folder, cancellationToken); // 3
            var cluster = new PostgresCluster(data, place, programs, options);
            await LeftoverProcesses.StopAsync(place.Folder, cancellationToken); // 4
            await cluster.CreateIfMissingAsync(cancellationToken); // 5
            server = await PostgresServer.StartAsync(cluster, options.Port, options.Say, cancellationToken); // 6
            await cluster.CreateDatabaseIfMissingAsync(server.Port, cancellationToken); // 7
            return new EmbeddedPostgres(options, data, cluster, new PostgresKeeper(cluster, server, options.Say)); // 8
        }
        catch (Exception exception)
        {
            if (server is not null)
            {
                await server.StopAsync();
            }

            data.Dispose();
            throw exception is IOException or UnauthorizedAccessException
                ? new EmbeddedPostgresException($"The data folder {data.Root} cannot be used: {exception.Message}", exception)
                : exception;
        }
    }

    /// <summary>Finds the server that another process runs on the data folder.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Connects to the database of this service as its owner; null when no server answers there.</returns>
    public static Task<string?> FindRunningAsync(string dataFolder, CancellationToken cancellationToken = default) =>
        PostgresCluster.FindRunningAsync(DataFolder.Of(dataFolder), cancellationToken);

    /// <summary>Stops the server, waits for its end and releases the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await keeper.DisposeAsync();
        if (options.DeleteOnDispose)
        {
            cluster.Delete();
            data.Delete();
        }

        data.Dispose();
    }
}
