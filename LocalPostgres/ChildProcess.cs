using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.LocalPostgres;

/// <summary>Runs a short-lived program to its end and returns what it printed.</summary>
internal static class ChildProcess
{
    public static async Task<Result> RunAsync(IEnumerable<string> command, string? input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Describe(command))
            ?? throw new InvalidOperationException("The operating system started no process.");
        try
        {
            return await FinishAsync(process, input, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true); // It must not keep running, on a folder that may be deleted next.
            throw;
        }
    }

    /// <summary>The same, for a program that may be missing: null then.</summary>
    public static async Task<Result?> TryRunAsync(IEnumerable<string> command, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(command, null, cancellationToken);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<Result> FinishAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input; its exit code shows the reason.
        }

        await process.WaitForExitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // Ctrl+C in a terminal ends the program as well, which is no failure of it.
        return new Result(process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>All streams redirected, started in a folder every account can enter.</summary>
    private static ProcessStartInfo Describe(IEnumerable<string> command)
    {
        var words = command.ToList();
        return new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
    }

    internal sealed record Result(int ExitCode, string Output, string Errors);
}
