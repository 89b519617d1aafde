using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.AppHost;

/// <summary>
/// Ends a start that cannot succeed, with one clear message and exit code 1. Otherwise the rest of the model would wait for ever for what
/// has failed.
/// </summary>
internal static class StartWatch
{
    private const int MostLines = 5;

    /// <summary>The addresses the host itself listens on; launchSettings.json fixes their ports.</summary>
    private static readonly string[] AddressSettings =
        ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>Refuses a start whose ports are taken.</summary>
    /// <exception cref="StartException">One is.</exception>
    public static void ThrowIfPortsAreTaken(IDistributedApplicationBuilder builder)
    {
        foreach (var setting in AddressSettings)
        {
            foreach (var address in (builder.Configuration[setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { IsLoopback: true, Port: > 0 } && IsTaken(uri.Port))
                {
                    throw new StartException(
                        $"Port {uri.Port} is in use by another program. Stop that one (another AppHost?), or choose another address: {setting}=http://localhost:PORT");
                }
            }
        }
    }

    /// <summary>
    /// While <paramref name="last"/> has not been ready yet, the failure of any of <paramref name="needed"/> ends the application.
    /// </summary>
    public static void EndStartWithout(this IResourceBuilder<ProjectResource> last, params IEnumerable<IResourceBuilder<IResource>> needed)
    {
        var isStarted = false;
        last.OnResourceReady((_, _, _) =>
        {
            isStarted = true;
            return Task.CompletedTask;
        });
        foreach (var resource in needed)
        {
            resource.OnResourceStopped((_, stopped, _) => isStarted ? Task.CompletedTask : EndAsync(stopped));
        }
    }

    private static async Task EndAsync(ResourceStoppedEvent stopped)
    {
        var lifetime = stopped.Services.GetRequiredService<IHostApplicationLifetime>();
        if (stopped.ResourceEvent.Snapshot.ExitCode is 0 || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }

        var lines = await ReadLastLinesAsync(stopped);
        await Console.Error.WriteLineAsync($"{stopped.Resource.Name} did not start. {string.Join(Environment.NewLine, lines)}");
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static async Task<IEnumerable<string>> ReadLastLinesAsync(ResourceStoppedEvent stopped)
    {
        var last = new Queue<string>();
        await foreach (
            var batch in stopped.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(stopped.ResourceEvent.ResourceId))
        {
            foreach (var line in batch)
            {
                last.Enqueue(line.Content);
                if (last.Count > MostLines)
                {
                    last.Dequeue();
                }
            }
        }

        return last;
    }

    /// <summary>
    /// Asks by connecting and not by listening: two hosts that ask at once must not take each other for what is in the way.
    /// </summary>
    private static bool IsTaken(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
