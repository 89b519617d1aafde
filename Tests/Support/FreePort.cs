using System.Net;
using System.Net.Sockets;

namespace Webhooks.Tests.Support;

/// <summary>For programs that must be given a port and cannot take any free one.</summary>
public static class FreePort
{
    /// <summary>A port of the loopback that nobody listens on, for the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
