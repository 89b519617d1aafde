namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>A test that runs a script of posix shells, skipped on Windows.</summary>
public sealed class FactWithShellAttribute : FactAttribute
{
    public FactWithShellAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no posix shell.";
        }
    }
}
