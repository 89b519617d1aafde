namespace Webhooks.Tests.Integration;

/// <summary>A test that reads the process table of Linux.</summary>
internal sealed class FactOnLinuxAttribute : FactAttribute
{
    public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Reads /proc.";
}
