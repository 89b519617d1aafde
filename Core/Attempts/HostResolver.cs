using System.Net;

namespace Webhooks.Core.Attempts;

/// <summary>Resolves a host name to all its addresses. The seam that tests replace.</summary>
/// <param name="host">A DNS name, not a literal address.</param>
/// <param name="cancellationToken">Ends the wait for the answer.</param>
/// <exception cref="System.Net.Sockets.SocketException">The name does not exist, or the name server did not answer.</exception>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>
/// The system's resolver, kept off the thread pool. It blocks its thread until the name server answers or gives up, tens of
/// seconds with a dead one, and cancelling only abandons the wait. On pool threads a tenant with a few such names would starve
/// everybody's deliveries; here they take threads of their own, up to a fixed number.
/// </summary>
internal static class HostResolver
{
    private const int MaximumLookups = 128;
    private static readonly SemaphoreSlim Slots = new(MaximumLookups);

    public static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await Slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var lookup = Task.Factory.StartNew(
            static state => LookUp((string)state!), // The state is the host passed below.
            host,
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
        return await lookup.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IPAddress[] LookUp(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        finally
        {
            Slots.Release();
        }
    }
}
