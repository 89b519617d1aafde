using System.Globalization;
using System.Runtime.InteropServices;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>Ends, freezes and thaws processes.</summary>
internal static partial class ProcessSignals
{
    public const int Kill = 9;

    /// <summary>Freezes: the process keeps its connections and answers nothing.</summary>
    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>A process that has ended meanwhile is no error.</summary>
    public static void Send(int processId, int signal)
    {
        const int noSuchProcess = 3;
        if (SendSignal(processId, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not noSuchProcess)
        {
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"Signal {signal} could not be sent to process {processId}: {Marshal.GetPInvokeErrorMessage(error)}."));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
