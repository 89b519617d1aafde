using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Webhooks.Standalone;

/// <summary>Database, schema, host, in this order up; on the way down the host first, so that it can finish what it holds.</summary>
internal static class StandaloneRun
{
    /// <summary>Starts everything, does the work, and stops everything however the work ends.</summary>
    /// <param name="builder">The host to be, as the command has configured it.</param>
    /// <param name="settings">The options of the command line.</param>
    /// <param name="work">The work to do while it runs. An embedded database that ends meanwhile is started again.</param>
    /// <param name="cancellationToken">Asks for the stop.</param>
    /// <returns>The result of the work.</returns>
    public static async Task<int> RunAsync(
        WebApplicationBuilder builder, StandaloneSettings settings, Func<RunningStandalone, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken)
    {
        ThrowIfTaken(settings.Port);
        await using var database = await LocalDatabase.OpenAsync(settings, builder.Configuration, cancellationToken);
        var first = await StandaloneHost.PrepareDatabaseAsync(database.ConnectionString, cancellationToken);

        await using var app = StandaloneHost.Build(builder, database.ConnectionString, settings.Port);
        try
        {
            await StartAsync(app, settings.Port);
            cancellationToken.ThrowIfCancellationRequested();
            var running = new RunningStandalone(app, new Uri(app.Urls.First()), database.Description, first);
            return await work(running, cancellationToken);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Runs to the end, even when a stop is requested meanwhile: an aborted start logs many errors.</summary>
    private static async Task StartAsync(WebApplication app, int port)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw Taken(port, exception);
        }
    }

    /// <summary>Asked before anything starts, so that the common mistake costs nothing. Kestrel's own answer counts later.</summary>
    private static void ThrowIfTaken(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port, exception);
        }
        catch (SocketException exception)
        {
            throw new StandaloneException($"Port {port} cannot be opened: {exception.Message}. Choose another one with --port.", exception);
        }
    }

    private static StandaloneException Taken(int port, Exception exception) =>
        new($"Port {port} is in use by another program. Stop that one, or choose another port with --port.", exception);
}
