using System.Globalization;
using System.Runtime.InteropServices;

namespace Webhooks.Benchmarks.Reports;

/// <summary>Where a measurement was taken; figures of different machines do not compare, ratios do.</summary>
/// <param name="Cores">Processors this process may use.</param>
/// <param name="MemoryMb">Memory this process may use.</param>
/// <param name="LoadAverages">Of 1, 5 and 15 minutes, before the scenario began; empty where the system has none to read.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Postgres">The version of the server.</param>
internal sealed record MachineFacts(int Cores, long MemoryMb, IReadOnlyList<double> LoadAverages, string Runtime, string Postgres)
{
    private const string LoadFile = "/proc/loadavg";

    public static MachineFacts Read(IReadOnlyList<double> loadAverages, string postgres) => new(
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
        loadAverages,
        RuntimeInformation.FrameworkDescription,
        postgres);

    public static IReadOnlyList<double> ReadLoadAverages() => File.Exists(LoadFile)
        ? [.. File.ReadAllText(LoadFile).Split(' ').Take(3).Select(word => double.Parse(word, CultureInfo.InvariantCulture))]
        : [];
}
