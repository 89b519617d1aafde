using System.Reflection;

namespace Webhooks.Core.Status;

/// <summary>What is running.</summary>
/// <param name="Version">The product's version.</param>
/// <param name="PackageSet"><c>full</c> or <c>core</c>: which packages it was built with.</param>
public sealed record BuildStatus(string Version, string PackageSet)
{
    private static readonly Assembly Assembly = typeof(BuildStatus).Assembly;

    /// <summary>This process.</summary>
    public static BuildStatus Current { get; } = new(
        Assembly.GetName().Version?.ToString(3) ?? "unknown",
        Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == "PackageSet")?.Value ?? "unknown");
}
