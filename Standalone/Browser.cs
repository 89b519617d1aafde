using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Standalone;

/// <summary>Opens the dashboard for a person at this machine, and does nothing for scripts and remote sessions.</summary>
internal static class Browser
{
    public static void OpenIfSomebodySeesIt(Uri address)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || !HasDisplay())
        {
            return;
        }

        try
        {
            using var opener = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // No browser: the address is on the screen.
        }
    }

    private static bool HasDisplay() => OperatingSystem.IsMacOS()
        ? !IsSet("SSH_CONNECTION")
        : IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY");

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
