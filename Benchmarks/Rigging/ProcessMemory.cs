using System.Diagnostics;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>Resident memory of the processes of a rig, in megabytes.</summary>
internal static class ProcessMemory
{
    private const double BytesOfMegabyte = 1024 * 1024;

    /// <summary>Now.</summary>
    public static double MegabytesOf(ServiceProcess service)
    {
        using var process = Process.GetProcessById(service.Id);
        return process.WorkingSet64 / BytesOfMegabyte;
    }

    /// <summary>The most it has had since its start.</summary>
    public static double MostMegabytesOf(ServiceProcess service)
    {
        using var process = Process.GetProcessById(service.Id);
        return process.PeakWorkingSet64 / BytesOfMegabyte;
    }
}
