using System.Diagnostics;
using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed and complained about.</param>
public sealed record ProgramRun(int ExitCode, string Output)
{
    // Far above what a build or an installation takes on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program; when it does not end, it is killed with all that it started.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="environment">Variables to add.</param>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public static async Task<ProgramRun> RunAsync(
        string folder, IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Build servers that live on would hold the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        try
        {
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{string.Join(' ', words)} did not end. It printed: {Text(output)}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new ProgramRun(process.ExitCode, Text(output));
    }

    /// <summary>Fails with what it printed unless it ended well.</summary>
    public void MustSucceed() => Assert.True(ExitCode == 0, Output);

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }
}
