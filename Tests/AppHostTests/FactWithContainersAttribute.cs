using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Tests.AppHostTests;

/// <summary>A test that starts containers, skipped where no container engine answers.</summary>
public sealed class FactWithContainersAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasEngine = new(static () => Answers("docker") || Answers("podman"));

    public FactWithContainersAttribute()
    {
        if (!HasEngine.Value)
        {
            Skip = "No container engine answers on this machine (docker info, podman info).";
        }
    }

    private static bool Answers(string engine)
    {
        try
        {
            var start = new ProcessStartInfo(engine, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start);
            process?.StandardOutput.ReadToEnd();
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // It is not installed.
        }
    }
}
