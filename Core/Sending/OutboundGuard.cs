using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Core.Sending;

/// <summary>
/// Opens the outbound connections, and only to addresses that may be called. The check is made here, on the addresses that are
/// dialled, and not before: a name may resolve to something else a moment later (DNS rebinding).
/// <list type="number">
/// <item>resolve the host, or take the literal address;</item>
/// <item>vet every answer: one that may not be called refuses the host;</item>
/// <item>dial the vetted addresses in the resolver's order until one connects.</item>
/// </list>
/// The time limit is <c>SocketsHttpHandler.ConnectTimeout</c>, which covers the TLS handshake as well.
/// </summary>
/// <param name="options">The addresses that may be called.</param>
/// <param name="resolve">The resolver; the system's when null.</param>
public sealed class OutboundGuard(OutboundOptions options, ResolveHost? resolve = null)
{
    private readonly IReadOnlyList<IPNetwork> allowed = options.ParseAllowedNetworks();
    private readonly IReadOnlyList<IPNetwork> refused = options.ParseRefusedNetworks();
    private readonly ResolveHost resolve = resolve ?? new HostResolver(Dns.GetHostAddresses).ResolveAsync;

    /// <summary>Time for resolving, connecting and TLS together.</summary>
    public TimeSpan ConnectTimeout { get; } = options.ConnectTimeout;

    /// <summary>The connect callback of the handler.</summary>
    /// <exception cref="IOException">No connection; <see cref="DeliverySender"/> turns it into a failure class.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var message = context.InitialRequestMessage as AttemptMessage;
        var endPoint = context.DnsEndPoint;

        // 1. Resolve.
        var addresses = await ResolveAsync(endPoint.Host, message, cancellationToken).ConfigureAwait(false);

        // 2. Vet every answer.
        foreach (var address in addresses)
        {
            if (!AddressRules.IsAllowed(address, allowed, refused))
            {
                throw new ConnectFailedException(FailureClass.Blocked, "address not allowed");
            }
        }

        // 3. Dial.
        var started = Stopwatch.GetTimestamp();
        var stream = await DialAsync(addresses, endPoint.Port, cancellationToken).ConfigureAwait(false);
        message?.Connected(Stopwatch.GetElapsedTime(started));
        return stream;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, AttemptMessage? message, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            message?.Resolving();
            var addresses = await resolve(host, message?.Owner ?? 0, cancellationToken).ConfigureAwait(false);
            message?.Resolved(Stopwatch.GetElapsedTime(started));
            return addresses.Length > 0 ? addresses : throw new ConnectFailedException(FailureClass.Dns, "name has no address");
        }
        catch (SocketException exception)
        {
            var text = exception.SocketErrorCode switch
            {
                SocketError.HostNotFound => "name not found",
                SocketError.NoData => "name has no address",
                SocketError.TryAgain or SocketError.TimedOut => "name server did not answer",
                _ => "name could not be resolved",
            };
            throw new ConnectFailedException(FailureClass.Dns, text, exception);
        }
        catch (ArgumentException exception)
        {
            // The name is longer than DNS allows.
            throw new ConnectFailedException(FailureClass.Dns, "name could not be resolved", exception);
        }
    }

    private async Task<Stream> DialAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var last = i == addresses.Length - 1;
            try
            {
                // An address that swallows packets may not use up the time of the ones after it.
                return last
                    ? await DialAsync(addresses[i], port, cancellationToken).ConfigureAwait(false)
                    : await DialAsync(addresses[i], port, ConnectTimeout / addresses.Length, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception) when (last)
            {
                var failure = AttemptFailure.FromDial(exception.SocketErrorCode);
                throw new ConnectFailedException(failure.FailureClass, failure.Error, exception);
            }
            catch (SocketException)
            {
                // The next address may do better.
            }
        }
    }

    private static async Task<Stream> DialAsync(IPAddress address, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            return await DialAsync(address, port, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private static async Task<Stream> DialAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
