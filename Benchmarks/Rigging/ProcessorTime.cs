using System.Diagnostics;
using System.Globalization;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>Processor time, user and system, of the processes of a rig.</summary>
internal static class ProcessorTime
{
    /// <summary>The kernel's unit in /proc, the same on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>This process, which is the client of every load.</summary>
    public static double OwnSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    public static double SecondsOf(ServiceProcess service)
    {
        using var process = Process.GetProcessById(service.Id);
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>
    /// All processes of the database server: those that live, and, by the server's own account of its children, those that have ended.
    /// NaN where there is no /proc to read it from.
    /// </summary>
    public static async Task<double> SecondsOfAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return double.NaN;
        }

        var connection = await database.ScalarAsync<int>("select pg_backend_pid()", cancellationToken);
        if (ReadStat(connection) is not { } own || ReadStat(own.Parent) is not { } server)
        {
            return double.NaN;
        }

        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? ReadStat(id) : null)
            .Where(stat => stat?.Parent == own.Parent)
            .Sum(stat => stat?.OwnTicks ?? 0);
        return (server.OwnTicks + server.EndedChildrenTicks + children) / TicksPerSecond;
    }

    /// <summary>The fields of /proc/ID/stat behind the name, which may contain anything; null for a process that has ended.</summary>
    private static Stat? ReadStat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number], CultureInfo.InvariantCulture);
            return new Stat((int)Field(1), Field(11) + Field(12), Field(13) + Field(14));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Stat(int Parent, long OwnTicks, long EndedChildrenTicks);
}
