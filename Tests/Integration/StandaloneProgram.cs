using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Webhooks.LocalPostgres;

using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration;

/// <summary>The Standalone program as a process of its own, to be killed.</summary>
internal sealed class StandaloneProgram : IDisposable
{
    private readonly Process process;
    private readonly string data;

    private StandaloneProgram(Process process, string data, int port)
    {
        this.process = process;
        this.data = data;
        Port = port;
    }

    /// <summary>The port of its API.</summary>
    public int Port { get; }

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = int.Parse(File.ReadAllLines(Path.Combine(Cluster, "postmaster.pid"))[3], CultureInfo.InvariantCulture),
        Database = "webhooks",
        Username = "webhooks",
        Password = File.ReadAllText(Path.Combine(data, "postgres.password")).Trim(),
        Pooling = false,
    }.ConnectionString;

    private string Cluster => Path.Combine(data, "postgres");

    /// <summary>Starts it on a free port and waits until it says that it runs.</summary>
    public static async Task<StandaloneProgram> StartAsync(string data)
    {
        var process = Launch(data, 0);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Split("API ") is [_, var address])
            {
                // Whatever it says from now on must not fill the pipes, or it would stand still.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new StandaloneProgram(process, data, new Uri(address.Trim()).Port);
            }
        }

        throw new InvalidOperationException($"{string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs it to an end it finds by itself.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(string data, int port)
    {
        using var process = Launch(data, port);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    public bool HasExited => process.HasExited;

    /// <summary>Neither gone nor a zombie that nobody has collected.</summary>
    public static bool IsRunning(int id) => ReadStat(id) is [not "Z", ..];

    public static async Task WaitForEndAsync(int[] ids)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (ids.Any(IsRunning))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public async Task<int[]> FindServerAsync() =>
        (await LeftoverProcesses.FindAsync(Cluster, CancellationToken.None)).Select(static found => found.Id).ToArray();

    /// <summary>The process that started the others of the server, which come and go.</summary>
    public async Task<int> FindFirstOfServerAsync() =>
        (await LeftoverProcesses.FindAsync(Cluster, CancellationToken.None)).Single(static found => found.IsFirst).Id;

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void KillTree()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public async Task KillAllButServerAsync()
    {
        var descendants = DescendantsOf(process.Id);
        foreach (var id in descendants.Except(await FindServerAsync()))
        {
            UnixCalls.Send(Signal.Kill, id);
        }

        Kill();
    }

    public async Task<int> InterruptAsync()
    {
        UnixCalls.Send(Signal.Interrupt, process.Id);
        await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            KillTree();
        }

        process.Dispose();
    }

    private static Process Launch(string data, int port)
    {
        string[] words = [
            Path.Combine(AppContext.BaseDirectory, "Webhooks.Standalone.dll"), "up", "--data", data, "--no-browser",
            "--port", port.ToString(CultureInfo.InvariantCulture)];
        var start = DotnetProgram.Describe(words);
        start.RedirectStandardInput = true;
        start.Environment["WEBHOOKS_ADMIN_KEY"] = TestPostgres.AdminKey;
        return Process.Start(start)!; // only null when a running process is reused, which takes a shell
    }

    private static List<int> DescendantsOf(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(static id => id > 0)
            .Select(
                static id => (Id: id, Parent: ReadStat(id) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0))
            .ToLookup(static entry => entry.Parent, static entry => entry.Id);
        List<int> found = [.. all[root]];
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(all[found[next]]);
        }

        return found;
    }

    /// <summary>State and parent: what follows the name, which is in brackets. Null when the process is gone.</summary>
    private static string[]? ReadStat(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
