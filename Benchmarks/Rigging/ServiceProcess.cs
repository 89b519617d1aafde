using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>A program of the service in a process of its own, which cannot outlive this one.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>
    /// Says the program's process id, and stops it when standard input ends, which it also does when this process dies. The same idea
    /// keeps the embedded PostgreSQL alive.
    /// </summary>
    private const string Watchdog = """
        log=$1; shift
        exec 3<&0
        "$@" 3<&- </dev/null >>"$log" 2>&1 & program=$!
        echo $program
        exec 2>/dev/null
        (read -r _ <&3; kill -TERM $program) >/dev/null & reader=$!
        exec 3<&- </dev/null
        wait $program
        kill $reader 2>/dev/null
        """;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly string name;
    private readonly string log;
    private readonly Process watchdog;
    private bool ended;

    private ServiceProcess(string name, string log, Process watchdog, int id)
    {
        this.name = name;
        this.log = log;
        this.watchdog = watchdog;
        Id = id;
    }

    /// <summary>The process id of the program itself.</summary>
    public int Id { get; }

    /// <summary>Whether the program has ended, asked to or not.</summary>
    public bool HasEnded => ended || watchdog.HasExited;

    /// <summary>Starts a program that lies beside this one, and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(
        string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, Uri ready,
        CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await StartProgramAsync(
            name, [DotnetHost(), Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), .. arguments], environment, folder, IsReadyAsync,
            cancellationToken);

        async Task<bool> IsReadyAsync(CancellationToken patience)
        {
            try
            {
                using var answer = await http.GetAsync(ready, patience);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // Not listening yet.
            }
        }
    }

    /// <summary>Starts any program, and waits until it is ready.</summary>
    public static async Task<ServiceProcess> StartProgramAsync(
        string name,
        IReadOnlyList<string> program,
        IReadOnlyDictionary<string, string> environment,
        string folder,
        Func<CancellationToken, Task<bool>> isReady,
        CancellationToken cancellationToken)
    {
        var log = Path.Combine(folder, $"{name}.log");
        var start = new ProcessStartInfo("sh", ["-c", Watchdog, "sh", log, .. program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var watchdog = Process.Start(start) ?? throw new BenchException($"{name} could not be started.");
        var said = await watchdog.StandardOutput.ReadLineAsync(cancellationToken);
        if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new BenchException($"{name} could not be started.");
        }

        var service = new ServiceProcess(name, log, watchdog, id);
        try
        {
            await service.BecomesReadyAsync(isReady, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The end of what the program has logged, under its name.</summary>
    public string LastLines()
    {
        var lines = File.Exists(log) ? File.ReadLines(log).TakeLast(20).ToList() : [];
        return lines.Count == 0 ? $"{name} logged nothing." : $"{name} logged:\n  {string.Join("\n  ", lines)}";
    }

    /// <summary>Ends the program without a chance to do anything more (kill -9).</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        ProcessSignals.Send(Id, ProcessSignals.Kill);
        await watchdog.WaitForExitAsync(cancellationToken);
        await DisposeAsync();
    }

    /// <summary>Asks the program to end and waits for it; one that does not is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        watchdog.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopWithin);
        try
        {
            await watchdog.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            watchdog.Kill(entireProcessTree: true);
        }

        watchdog.Dispose();
    }

    /// <summary>The host that runs this program; only a start by the program's own launcher hides it.</summary>
    private static string DotnetHost() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private async Task BecomesReadyAsync(Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ReadyWithin);
        while (true)
        {
            try
            {
                if (await isReady(patience.Token))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new BenchException($"{name} did not become ready.\n{LastLines()}");
            }

            if (watchdog.HasExited)
            {
                throw new BenchException($"{name} ended at its start.\n{LastLines()}");
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }
}
