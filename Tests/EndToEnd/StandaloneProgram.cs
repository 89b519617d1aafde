using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Standalone;
using Webhooks.LocalPostgres;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The Standalone program as it was built for its users, in a process of its own.</summary>
internal sealed class StandaloneProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource<Uri> running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StandaloneProgram(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, received) => Hear(received.Data);
        process.ErrorDataReceived += (_, received) => Hear(received.Data);
        process.Exited += (_, _) => running.TrySetException(new InvalidOperationException($"It ended: {string.Join('\n', said)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote.</summary>
    public IReadOnlyCollection<string> Said => said;

    /// <summary>Starts it and waits until it says where the dashboard is.</summary>
    /// <param name="data">Folder of the database; made when it is not there.</param>
    /// <param name="adminKey">Becomes the first admin key when the folder is new; without it one is made up and said.</param>
    /// <param name="port">Port; 0 takes a free one.</param>
    public static async Task<(StandaloneProgram Program, Uri Dashboard)> StartAsync(string data, string? adminKey, int port = 0)
    {
        string[] words = [Program(), "up", "--data", data, "--no-browser", "--port", port.ToString(CultureInfo.InvariantCulture)];
        var start = DotnetProgram.Describe(words);
        start.Environment.Remove(StandaloneHost.AdminKeyVariable);
        if (adminKey is not null)
        {
            start.Environment.Add(StandaloneHost.AdminKeyVariable, adminKey);
        }

        var program = new StandaloneProgram(start);
        return (program, await program.running.Task.WaitAsync(Patience));
    }

    /// <summary>The link by which somebody becomes an administrator, if one was said.</summary>
    /// <param name="said">Lines that the program wrote.</param>
    public static string? LinkIn(IEnumerable<string> said) =>
        WordIn(said, word => word.Contains("/accept-invitation", StringComparison.Ordinal));

    /// <summary>The admin key that was made up, if one was said.</summary>
    /// <param name="said">Lines that the program wrote.</param>
    public static string? KeyIn(IEnumerable<string> said) => WordIn(said, word => word.StartsWith("whk_", StringComparison.Ordinal));

    /// <summary>Runs a command that ends by itself.</summary>
    /// <param name="words">The command line.</param>
    /// <returns>What it said.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(params IEnumerable<string> words)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program(), .. words]) { RedirectStandardOutput = true },
        };
        process.Start();
        var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Stops it as Ctrl+C does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        UnixCalls.Send(Signal.Interrupt, process.Id);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    // Its own output folder, not the copy beside the tests: the list of scripts and styles is made for each program.
    private static string Program()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(tests.FullName, "..", "..", "Standalone", tests.Name, "Webhooks.Standalone.dll"));
    }

    private static string? WordIn(IEnumerable<string> said, Func<string, bool> isIt) =>
        said.SelectMany(line => line.Split(' ')).FirstOrDefault(isIt);

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        said.Enqueue(line);
        if (line.Split("Dashboard ") is [_, var rest] && Uri.TryCreate(rest.Trim(), UriKind.Absolute, out var address))
        {
            running.TrySetResult(address);
        }
    }
}
