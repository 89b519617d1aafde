using System.Net;

namespace Webhooks.Core.Sending;

/// <summary>Resolves a host name to all its addresses. The seam that tests replace.</summary>
/// <param name="host">A DNS name, not a literal address.</param>
/// <param name="owner">The owner of the look-up: look-ups of one owner may not hold up those of others.</param>
/// <param name="cancellationToken">Ends the wait for the answer.</param>
/// <exception cref="System.Net.Sockets.SocketException">The name does not exist, or the name server did not answer.</exception>
public delegate Task<IPAddress[]> ResolveHost(string host, long owner, CancellationToken cancellationToken);

/// <summary>
/// The system's resolver, kept off the thread pool. It blocks its thread until the name server answers or the look-up times out, tens of
/// seconds with a dead server, and nothing can end it sooner: cancelling only abandons the wait. So its threads are bounded, and a hanging
/// look-up holds up only its owner (<see cref="FairSlots"/>). A name is looked up once at a time for all callers. Decision 0048 says why it
/// is not a resolver of our own.
/// </summary>
/// <param name="lookUp">Blocks.</param>
/// <param name="threads">Look-ups at a time.</param>
internal sealed class HostResolver(Func<string, IPAddress[]> lookUp, int threads = HostResolver.DefaultThreads)
{
    /// <summary>A waiting thread costs little but its stack.</summary>
    public const int DefaultThreads = 256;

    private readonly FairSlots slots = new(threads);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<IPAddress[]>> underWay = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc cref="ResolveHost"/>
    public async Task<IPAddress[]> ResolveAsync(string host, long owner, CancellationToken cancellationToken)
    {
        if (Find(host) is not { } found)
        {
            await slots.TakeAsync(owner, cancellationToken).ConfigureAwait(false);
            found = Start(host, owner);
        }

        return await found.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<IPAddress[]>? Find(string host)
    {
        lock (gate)
        {
            return underWay.GetValueOrDefault(host);
        }
    }

    /// <summary>The look-up of the name, which another caller may have started meanwhile. Takes the slot over.</summary>
    private Task<IPAddress[]> Start(string host, long owner)
    {
        lock (gate)
        {
            if (underWay.TryGetValue(host, out var other))
            {
                slots.Release(owner);
                return other;
            }

            return underWay[host] = Task.Factory.StartNew(
                () => LookUp(host, owner),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default);
        }
    }

    private IPAddress[] LookUp(string host, long owner)
    {
        try
        {
            return lookUp(host);
        }
        finally
        {
            lock (gate)
            {
                underWay.Remove(host);
            }

            slots.Release(owner);
        }
    }
}
