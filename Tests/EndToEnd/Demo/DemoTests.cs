using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webhooks.Tests.EndToEnd.Demo;

/// <summary><c>./webhooks demo</c>, as the process it is.</summary>
public sealed partial class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Demo_shows_every_kind_of_delivery_each_line_once_and_leaves_nothing_behind()
    {
        using var temporary = new TemporaryFolder();

        var (exitCode, output) = await RunAsync(temporary.Path);

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"conversation\.created #1 +healthy +1 +200 +\S+ \S+ +delivered +final: delivered", output);
        Assert.Matches(@"conversation\.created #1 +flaky +1 +503 +\S+ \S+ +retry +retrying, next in 2\.\d s", output);
        Assert.Matches(@"conversation\.created #1 +flaky +2 +503 +\S+ \S+ +retry +retrying, next in 4\.\d s", output);
        Assert.Matches(@"conversation\.created #1 +flaky +3 +200 +\S+ \S+ +delivered +final: delivered", output);
        Assert.Matches(@"event\.created #3 +failing +3 +500 +\S+ \S+ +failed +final: failed", output);
        Assert.Matches(@"feedback\.created #4 +hanging +3 +timeout +2\.\d s +failed +final: failed", output);
        Assert.Matches(@"conversation\.updated #2 +paused +- +- +- +- +held: The destination is paused", output);
        Assert.Matches(@"conversation\.updated #2 +paused +1 +200 +\S+ \S+ +delivered +final: delivered", output);
        Assert.Contains("46 signatures verified, 0 refused.", output, StringComparison.Ordinal);
        Assert.Contains("assistant: You said: ada pushed to refs/heads/main of acme/shop.", output, StringComparison.Ordinal);
        Assert.Contains("The conversation arrived at the destination replies.", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);

        var attempts = AttemptLine().Matches(output).Select(static line => line.Value).ToList();
        Assert.Equal(46, attempts.Count);
        Assert.Equal(attempts.Count, attempts.Distinct().Count());
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "webhooks-demo-*"));
    }

    [GeneratedRegex(@"#\d+ +[a-z-]+ +[123] +(?=\d{3} |timeout )")]
    private static partial Regex AttemptLine();

    private static async Task<(int ExitCode, string Output)> RunAsync(string temporaryFolder)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Webhooks.Standalone.dll"), "demo", "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporaryFolder },
        };
        using var process = Process.Start(start)!; // only null when a running process is reused, which takes a shell
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("webhooks-").FullName;

        public TemporaryFolder()
        {
            if (!OperatingSystem.IsWindows())
            {
                // The account that runs the database for root has to pass through.
                File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
            }
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
