using System.Diagnostics;
using System.Globalization;

namespace Webhooks.LocalPostgres;

/// <summary>
/// Server processes that outlived their instance, which only happens if the watchdog was killed as well. They are found by the titles of
/// running processes and not by postmaster.pid alone, whose number may belong to another process by now.
/// </summary>
internal static class LeftoverProcesses
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Each signal with the time it is given before the next, harder one.</summary>
    private static readonly (Signal Signal, TimeSpan Patience)[] Steps =
    [
        (Signal.Interrupt, TimeSpan.FromSeconds(30)),
        (Signal.Quit, TimeSpan.FromSeconds(10)),
        (Signal.Kill, TimeSpan.FromSeconds(10)),
    ];

    /// <summary>Stops every process of a server on the folder and removes the postmaster.pid it left there.</summary>
    public static async Task StopAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(clusterFolder))
        {
            return;
        }

        foreach (var (signal, patience) in Steps)
        {
            var found = await FindAsync(clusterFolder, cancellationToken);
            if (found.Count == 0)
            {
                break;
            }

            // Only the first process handles the fast stop; without it, the others have no parent and get the next signal.
            foreach (var process in found.Where(process => process.IsFirst || signal != Signal.Interrupt))
            {
                UnixCalls.Send(signal, process.Id);
            }

            if (found.Exists(static process => process.IsFirst) || signal != Signal.Interrupt)
            {
                await WaitForEndAsync(clusterFolder, patience, cancellationToken);
            }
        }

        // With no process on the folder the file is stale, and a reused process number in it would stop the server from starting.
        File.Delete(Path.Combine(clusterFolder, "postmaster.pid"));
    }

    /// <summary>Asks the server on the folder for its fast stop; this does no harm to one that is stopping already.</summary>
    public static async Task InterruptAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        foreach (var process in await FindAsync(clusterFolder, cancellationToken))
        {
            if (process.IsFirst)
            {
                UnixCalls.Send(Signal.Interrupt, process.Id);
            }
        }
    }

    private static async Task WaitForEndAsync(string clusterFolder, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < patience && (await FindAsync(clusterFolder, cancellationToken)).Count > 0)
        {
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Every process of a server on the folder, in no order.</summary>
    internal static async Task<List<Found>> FindAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        var title = $"postgres: {PostgresCluster.NameOf(clusterFolder)}:";
        var found = new List<Found>();
        foreach (var (id, words) in OperatingSystem.IsLinux() ? ReadProc() : await ReadPsAsync(cancellationToken))
        {
            if (words.StartsWith(title, StringComparison.Ordinal))
            {
                found.Add(new Found(id, false));
            }
            else if (words.Split(" -D ", 2) is [var program, var rest]
                && program.StartsWith('/') && program.EndsWith("/postgres", StringComparison.Ordinal)
                && rest.StartsWith(clusterFolder + " ", StringComparison.Ordinal))
            {
                found.Add(new Found(id, true));
            }
        }

        return found;
    }

    /// <summary>
    /// Command lines are readable by every account, unlike a process's folder or program, which a container hides even from root.
    /// </summary>
    private static IEnumerable<(int Id, string Words)> ReadProc()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            string words;
            try
            {
                words = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue; // ended meanwhile
            }

            yield return (id, words);
        }
    }

    private static async Task<IEnumerable<(int Id, string Words)>> ReadPsAsync(CancellationToken cancellationToken)
    {
        var listed = await ChildProcess.TryRunAsync(["ps", "-axo", "pid=,args="], cancellationToken);
        return (listed?.Output ?? "").Split('\n')
            .Select(static line => line.Trim().Split(' ', 2))
            .Where(static parts => parts.Length == 2)
            .Select(static parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1] + " "));
    }

    /// <summary>A process of the server; the first is the one that started the others.</summary>
    internal sealed record Found(int Id, bool IsFirst);
}
