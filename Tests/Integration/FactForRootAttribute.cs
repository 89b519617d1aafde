namespace Webhooks.Tests.Integration;

/// <summary>A test of what is different for root.</summary>
internal sealed class FactForRootAttribute : FactAttribute
{
    public FactForRootAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "An ordinary user runs the server itself.";
}

/// <summary>A test that reads the process table of Linux.</summary>
internal sealed class FactOnLinuxAttribute : FactAttribute
{
    public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Reads /proc.";
}
