using System.Diagnostics;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Runs what a page says as its reader would: pasted into a shell.</summary>
internal static class Shell
{
    /// <summary>Runs a command of curl, and fails when the answer is not a success.</summary>
    public static async Task RunAsync(string command, string apiKey, params (string Name, string Value)[] secrets)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"{command} --fail-with-body --silent --show-error --noproxy '*'"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["WEBHOOKS_API_KEY"] = apiKey },
        };
        foreach (var (name, value) in secrets)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // only null when a running process is reused, which takes a shell
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command}\nended with {process.ExitCode}: {await said} {await errors}");
    }
}
