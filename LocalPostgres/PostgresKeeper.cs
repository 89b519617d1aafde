namespace Webhooks.LocalPostgres;

/// <summary>
/// Keeps a server running: when it ends without a request to stop, as on a full disk, it is started again on the same port, with growing
/// pauses, until it runs or this is disposed.
/// </summary>
internal sealed class PostgresKeeper : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly PostgresCluster cluster;
    private readonly Action<string> say;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;
    private PostgresServer? server;

    public PostgresKeeper(PostgresCluster cluster, PostgresServer server, Action<string> say)
    {
        this.cluster = cluster;
        this.server = server;
        this.say = say;
        Port = server.Port;
        keeping = KeepAsync(server);
    }

    /// <summary>The same over all starts.</summary>
    public int Port { get; }

    /// <summary>Stops the server, or the attempt to start it, and waits for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        if (server is not null)
        {
            await server.StopAsync();
        }

        stopping.Dispose();
    }

    private async Task KeepAsync(PostgresServer running)
    {
        try
        {
            while (true)
            {
                await running.Exited.WaitAsync(stopping.Token);
                say($"PostgreSQL ended although nobody asked it to; it is started again. Its log: {cluster.LogFile}");
                server = null;
                await running.StopAsync();
                running = server = await RestartAsync();
                say("PostgreSQL runs again.");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The stop was requested.
        }
    }

    private async Task<PostgresServer> RestartAsync()
    {
        var pause = FirstPause;
        while (true)
        {
            await Task.Delay(pause, TimeProvider.System, stopping.Token);
            try
            {
                await LeftoverProcesses.StopAsync(cluster.Folder, stopping.Token);
                return await PostgresServer.StartAsync(cluster, Port, say, stopping.Token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (pause == FirstPause)
                {
                    say($"{exception.Message}\nIt is tried again until it starts.");
                }

                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
