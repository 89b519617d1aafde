using Webhooks.Core.Sending;

namespace Webhooks.Standalone;

/// <summary><c>up</c>: runs everything until it is asked to stop.</summary>
internal static class UpCommand
{
    public static async Task<int> RunAsync(StandaloneSettings settings, CancellationToken cancellationToken)
    {
        var result = await StandaloneRun.RunAsync(
            StandaloneHost.CreateBuilder(), settings, (running, stopping) => ServeAsync(running, settings, stopping), cancellationToken);
        Console.WriteLine("Stopped.");
        return result;
    }

    private static async Task<int> ServeAsync(RunningStandalone running, StandaloneSettings settings, CancellationToken stopping)
    {
        Console.WriteLine($"""

            Webhooks is running.
              Dashboard  {running.Address}
              API        {running.Address}
              Data       {running.Data}
              Runs as    {EnvironmentOf(running.App)}
              Stop       Ctrl+C

            """);
        StandaloneHost.ShowFirst(running.First, running.Address);
        if (settings.OpenBrowser)
        {
            Browser.OpenIfSomebodySeesIt(running.Address);
        }

        await running.App.WaitForShutdownAsync(stopping);
        return 0;
    }

    /// <summary>The environment, and what it allows.</summary>
    private static string EnvironmentOf(WebApplication app) => app.Services.GetRequiredService<OutboundOptions>().AllowLoopback
        ? $"{app.Environment.EnvironmentName}: destinations may be on this machine (set ASPNETCORE_ENVIRONMENT=Production to refuse that)"
        : $"{app.Environment.EnvironmentName}: destinations on this machine and in private networks are refused";
}
