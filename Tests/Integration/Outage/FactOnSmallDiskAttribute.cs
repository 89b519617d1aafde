using System.Diagnostics;

namespace Webhooks.Tests.Integration.Outage;

/// <summary>A test that needs a disk it may fill: a file system in memory, which only root may mount, and not in every container.</summary>
internal sealed class FactOnSmallDiskAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(static () =>
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-mount-").FullName;
        try
        {
            return OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
                && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)
                && Run("umount", folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    });

    public FactOnSmallDiskAttribute() => Skip = CanMount.Value ? null : "Mounting a small disk is not allowed here.";

    /// <summary>Whether the program ended well.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
