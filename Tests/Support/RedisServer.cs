using System.Diagnostics;
using StackExchange.Redis;

namespace Webhooks.Tests.Support;

/// <summary>A private Redis on a free port, which a test may flush, freeze or kill.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private readonly Process process;

    private RedisServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>What the service is configured with.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false,allowAdmin=true,connectTimeout=1000";

    /// <summary>Where the program is; null = not installed.</summary>
    public static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        // In CI the tests are not skipped, so that a missing program is seen.
        var program = FindProgram() ?? throw new FileNotFoundException($"Missing: {Program}. On Debian: apt-get install {Program}");
        var port = FreePort.Find();
        var process =
            Process.Start(new ProcessStartInfo(program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetTempPath(),
            })!; // Only null when a running process is reused, which takes a shell.
        var server = new RedisServer(process, port);
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
                return connection.IsConnected;
            },
            "Redis answers");
        return server;
    }

    /// <summary>A connection as the service makes its own.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(connection.IsConnected), "Redis is connected");
        return connection;
    }

    /// <summary>Stops answering without closing a connection.</summary>
    public void Freeze() => Send("STOP");

    /// <summary>Goes on.</summary>
    public void Thaw() => Send("CONT");

    /// <summary>Ends at once.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Send(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        kill.WaitForExit();
    }
}

/// <summary>Needs Redis: without it skipped on a person's machine, failed in CI.</summary>
public sealed class FactWithRedisAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public FactWithRedisAttribute() =>
        Skip = RedisServer.FindProgram() is null
            && Environment.GetEnvironmentVariable("CI") != "true" ? "redis-server is not installed." : null;
}
