using System.Globalization;
using Webhooks.Client;
using Webhooks.DeliveryWorker.Schedule;
using Webhooks.ServiceDefaults;
using Webhooks.LocalPostgres;

namespace Webhooks.Standalone.Demo;

/// <summary><c>demo</c>: the whole application, a built-in receiver that misbehaves, and a line for each thing that happens.</summary>
internal static class DemoCommand
{
    /// <summary>The exit code of a program that Ctrl+C ended, so that a script does not take half a demo for a complete one.</summary>
    private const int Interrupted = 130;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(StandaloneSettings settings, CancellationToken cancellationToken)
    {
        var screen = DemoScreen.OfConsole();
        screen.Say("Starting the database, API, delivery worker and a receiver ...");
        var builder = StandaloneHost.CreateBuilder();
        Configure(builder.Configuration);
        await using var stopping = cancellationToken.Register(() => screen.Say("\nStopping ..."));
        try
        {
            return await StandaloneRun.RunAsync(
                builder, settings, (running, ending) => PlayAsync(running, settings, screen, ending), cancellationToken);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or EmbeddedPostgresException && cancellationToken.IsCancellationRequested)
        {
            screen.Say("Stopped before the end.");
            return Interrupted;
        }
        catch (Exception exception) when (exception is WebhooksApiException or HttpRequestException)
        {
            screen.ClearStatus();
            throw new StandaloneException($"The demo broke off, because the API did not do as asked: {exception.Message}", exception);
        }
        finally
        {
            if (settings.DeleteData && Directory.Exists(settings.DataFolder))
            {
                // Only there when the database did not get as far as cleaning up itself.
                Directory.Delete(settings.DataFolder, recursive: true);
            }
        }
    }

    /// <summary>A folder that the account running the database for root can enter, unlike what the framework makes.</summary>
    public static string CreateTemporaryFolder()
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-demo-").FullName;
        UnixModes.Set(folder, Environment.IsPrivilegedProcess ? UnixModes.OwnerWritesAllRead : UnixModes.OwnerOnly);
        return folder;
    }

    /// <summary>Set here, these win over files and environment: a demo behaves the same everywhere and stays away from real data.</summary>
    private static void Configure(ConfigurationManager configuration)
    {
        configuration[$"ConnectionStrings:{ServiceNames.Database}"] = null;
        configuration[$"ConnectionStrings:{ServiceNames.Cache}"] = null;
        configuration["Logging:LogLevel:Default"] = "Warning";
        configuration["Outbound:AllowLoopback"] = "true";
        configuration["Outbound:RequireHttps"] = "false";
        configuration[$"Worker:{nameof(WorkerOptions.AttemptTimeout)}"] = AttemptTimeout.ToString("c", CultureInfo.InvariantCulture);
    }

    private static async Task<int> PlayAsync(
        RunningStandalone running, StandaloneSettings settings, DemoScreen screen, CancellationToken ending)
    {
        screen.Say($"""
            Running at {running.Address} on {(settings.DeleteData ? "a database that is removed at the end" : running.Data)}.
            An attempt may take {AttemptTimeout.TotalSeconds:F0} s here instead of {new WorkerOptions().AttemptTimeout.TotalSeconds:F0} s.
            A failed one is followed by up to two more, after 2 s and after 4 s (each up to 20 % later).
            """);
        if (!settings.DeleteData)
        {
            StandaloneHost.ShowFirst(running.First, running.Address);
        }

        return await new DemoRun(running, screen, TimeProvider.System).PlayAsync(ending);
    }
}
