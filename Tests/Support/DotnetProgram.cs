using System.Diagnostics;

namespace Webhooks.Tests.Support;

/// <summary>A program of this repository in a process of its own that can be interrupted.</summary>
public static class DotnetProgram
{
    /// <summary>
    /// What starts it, with both outputs redirected. A shell starts background jobs with the interrupt ignored, and children inherit that:
    /// tests that run in the background would interrupt their programs in vain, so it is restored where <c>env</c> can.
    /// </summary>
    /// <param name="words">The assembly and its arguments.</param>
    public static ProcessStartInfo Describe(params IEnumerable<string> words)
    {
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        return new ProcessStartInfo(
            command[0], [.. command[1..], .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
