using System.Diagnostics;
using System.Text.Json;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>
/// A short run of <c>./webhooks bench chaos</c>. What it promises here holds on any machine; how soon things are well again is for a quiet
/// one.
/// </summary>
public sealed class ChaosTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string report = Path.Combine(
        Path.GetTempPath(), $"webhooks-chaos-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}.json");

    [Fact]
    public async Task Kills_and_outages_lose_nothing_and_every_publish_is_answered_with_201_or_503()
    {
        // The seed deals PostgreSQL killed, the Api killed, PostgreSQL away and a worker killed first, where all blows can be dealt.
        var said = await RunAsync("chaos", "--seconds", "40", "--rate", "50", "--seed", "20655", "--json", report);

        Assert.True(File.Exists(report), said);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report));
        double Metric(string name) => json.RootElement.GetProperty("metrics").GetProperty(name).GetDouble();
        Assert.True(Metric("blows") > 0, said);
        Assert.True(Metric("accepted") > 0, said);
        Assert.True(Metric("lost") == 0, said);
        Assert.True(Metric("other_answers") == 0, said);
        Assert.True(Metric("ledger_difference") == 0, said);
    }

    public void Dispose() => File.Delete(report);

    /// <returns>Everything it said; whether it met the bars of a quiet machine is left aside.</returns>
    private static async Task<string> RunAsync(params IEnumerable<string> words)
    {
        // Its own output folder, which has the programs that it starts.
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.GetFullPath(Path.Combine(tests.FullName, "..", "..", "Benchmarks", tests.Name, "Webhooks.Benchmarks.dll"));
        using var process =
            Process.Start(DotnetProgram.Describe([program, .. words]))!; // Only null when a running process is reused, which takes a shell.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return $"{await errors}\n{await output}";
    }
}
