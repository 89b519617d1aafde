using System.Diagnostics;

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
        if (ProcStat.Read(connection) is not { } own || ProcStat.Read(own.Parent) is not { } server)
        {
            return double.NaN;
        }

        var children = ProcStat.ChildrenOf(own.Parent).Sum(stat => stat.OwnTicks);
        return (server.OwnTicks + server.EndedChildrenTicks + children) / TicksPerSecond;
    }
}
