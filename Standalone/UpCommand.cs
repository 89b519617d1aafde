using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Webhooks.Standalone;

/// <summary><c>up</c>: database, schema, host; on the way down the host first, so that it can finish what it holds.</summary>
internal static class UpCommand
{
    public static async Task<int> RunAsync(StandaloneSettings settings, CancellationToken cancellationToken)
    {
        ThrowIfTaken(settings.Port);
        var builder = StandaloneHost.CreateBuilder();
        await using var database = await LocalDatabase.OpenAsync(settings, builder.Configuration, cancellationToken);
        var firstKey = await StandaloneHost.PrepareDatabaseAsync(database.ConnectionString, cancellationToken);

        await using var app = StandaloneHost.Build(builder, database.ConnectionString, settings.Port);
        await StartAsync(app, settings.Port, cancellationToken);
        var address = new Uri(app.Urls.First());
        Console.WriteLine($"""

            Webhooks is running.
              Dashboard  {address}
              API        {address}
              Data       {database.Description}
              Stop       Ctrl+C

            """);
        StandaloneHost.ShowFirstKey(firstKey);
        if (settings.OpenBrowser)
        {
            Browser.OpenIfSomebodySeesIt(address);
        }

        return await RunUntilStoppedAsync(app, database, cancellationToken);
    }

    private static async Task<int> RunUntilStoppedAsync(WebApplication app, LocalDatabase database, CancellationToken cancellationToken)
    {
        var stopped = app.WaitForShutdownAsync(cancellationToken);
        if (await Task.WhenAny(stopped, database.Ended) == stopped)
        {
            await stopped;
            Console.WriteLine("Stopped.");
            return 0;
        }

        await app.StopAsync(CancellationToken.None);
        throw new StandaloneException($"PostgreSQL ended although nobody asked it to. Its log: {database.LogFile}");
    }

    private static async Task StartAsync(WebApplication app, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
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
