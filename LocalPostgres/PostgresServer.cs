using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.LocalPostgres;

/// <summary>The running server: a watchdog shell, PostgreSQL below it, and our end of the pipe that keeps both alive.</summary>
internal sealed class PostgresServer
{
    /// <summary>
    /// Stops PostgreSQL (fast) when standard input ends, and ends when PostgreSQL does. We never write to that pipe: it ends when this
    /// process closes it or dies, for any reason. A shell reads it rather than a program such as cat, so that ending the reader leaves
    /// nothing behind.
    /// </summary>
    private const string Watchdog = """
        exec 3<&0
        "$@" 3<&- </dev/null & server=$!
        (read -r _ <&3; kill -INT $server) & reader=$!
        exec 3<&- </dev/null
        wait $server; code=$?
        kill $reader 2>/dev/null
        exit $code
        """;

    private const int PortAttempts = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SayAfter = TimeSpan.FromSeconds(5);
    private readonly PostgresCluster cluster;
    private readonly Process watchdog;

    private PostgresServer(PostgresCluster cluster, int port, Process watchdog)
    {
        this.cluster = cluster;
        this.watchdog = watchdog;
        Port = port;
        Exited = watchdog.WaitForExitAsync(CancellationToken.None);
    }

    public int Port { get; }

    public Task Exited { get; }

    /// <summary>Starts on the chosen port, or on a free one: then another is tried if another program takes it first.</summary>
    /// <param name="cluster">The cluster to serve.</param>
    /// <param name="chosenPort">The port; 0 = a free one.</param>
    /// <param name="say">Receives the few lines a person should see.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<PostgresServer> StartAsync(
        PostgresCluster cluster, int chosenPort, Action<string> say, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = chosenPort == 0 ? FreePort() : chosenPort;
            if (chosenPort != 0 && !IsFree(port))
            {
                throw new EmbeddedPostgresException(
                    $"Port {port} is in use by another program. Stop that one, or choose another port with --port.");
            }

            await cluster.WriteSettingsAsync(port, cancellationToken);
            var log = PostgresLog.Open(cluster.LogFile);
            var server = new PostgresServer(cluster, port, Launch(cluster));
            try
            {
                if (await server.BecomesReadyAsync(say, cancellationToken))
                {
                    return server;
                }
            }
            catch
            {
                await server.StopAsync();
                throw;
            }

            await server.StopAsync();
            if (attempt == PortAttempts || chosenPort != 0 || IsFree(port))
            {
                throw new EmbeddedPostgresException($"PostgreSQL did not start. It said (in {cluster.LogFile}):\n{log.LastLines()}");
            }
        }
    }

    /// <summary>Asks for a fast stop and waits for the end.</summary>
    public async Task StopAsync()
    {
        watchdog.StandardInput.Close();
        while (await Task.WhenAny(Exited, Task.Delay(AskAgainAfter)) != Exited)
        {
            // A server that was just being started did not receive the watchdog's signal.
            await LeftoverProcesses.InterruptAsync(cluster.Folder, CancellationToken.None);
        }

        watchdog.Dispose();

        // Only finds processes when the watchdog was killed.
        await LeftoverProcesses.StopAsync(cluster.Folder, CancellationToken.None);
    }

    /// <summary>
    /// The order matters: a session of its own first, so that Ctrl+C in the terminal reaches us only and the server is still there while we
    /// finish; then the log, which the server's account might not be allowed to open; then that account; then the watchdog.
    /// </summary>
    private static Process Launch(PostgresCluster cluster)
    {
        string[] ownSession = ChildProcess.IsOnPath("setsid") ? ["setsid"]
            : ChildProcess.IsOnPath("perl") ? ["perl", "-MPOSIX=setsid", "-e", "setsid(); exec @ARGV or die"]
            : [];
        string[] intoLog = ["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", cluster.LogFile];
        string[] words = [.. ownSession, .. intoLog, .. cluster.Account.Run(["sh", "-c", Watchdog, "sh", .. cluster.ServerCommand])];
        return Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException("The operating system started no process.");
    }

    /// <summary>False when the server ended instead. The wait has no limit: recovery after a crash may take long.</summary>
    private async Task<bool> BecomesReadyAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        var said = false;
        while (!IsReady())
        {
            if (Exited.IsCompleted)
            {
                return false;
            }

            if (!said && waiting.Elapsed > SayAfter)
            {
                said = true;
                say("PostgreSQL is recovering from an unclean stop; this can take a minute.");
            }

            await Task.Delay(Poll, cancellationToken);
        }

        return true;
    }

    /// <summary>The server writes its port in line 4 of postmaster.pid and its state in line 8.</summary>
    private bool IsReady()
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster.Folder, "postmaster.pid"));
            return lines.Length >= 8 && lines[3] == Port.ToString(CultureInfo.InvariantCulture) && lines[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
