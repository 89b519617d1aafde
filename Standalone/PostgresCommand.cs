using Webhooks.LocalPostgres;

namespace Webhooks.Standalone;

/// <summary><c>postgres</c>: the embedded PostgreSQL alone, for processes that are started one by one on this machine.</summary>
internal static class PostgresCommand
{
    /// <summary>Runs until it is asked to stop.</summary>
    /// <param name="dataFolder">Where it keeps its data, and the password in <c>postgres.password</c>.</param>
    /// <param name="port">Its port on 127.0.0.1; 0 takes a free one.</param>
    /// <param name="cancellationToken">Asks for the stop.</param>
    public static async Task<int> RunAsync(string dataFolder, int port, CancellationToken cancellationToken)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = dataFolder, Port = port, Say = Console.WriteLine };
        await using var server = await EmbeddedPostgres.StartAsync(options, cancellationToken);
        Console.WriteLine($"PostgreSQL listens on 127.0.0.1:{server.Port} (database and user webhooks). Its log: {server.LogFile}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
