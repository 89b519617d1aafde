using System.Net;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Functional.Sender;

/// <summary>A sender over the real handler and guard, and requests for it, with short time-outs.</summary>
internal sealed class SenderFixture : IDisposable
{
    /// <summary>For waits that a defect would make endless; far above what they take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>For tests of the connect time-out. The others allow more, so that a busy machine does not fail them.</summary>
    public static readonly OutboundOptions ShortConnect = new() { AllowLoopback = true, ConnectTimeout = TimeSpan.FromSeconds(1) };

    private static readonly OutboundOptions Loopback = new() { AllowLoopback = true, ConnectTimeout = TimeSpan.FromSeconds(20) };
    private readonly DeliverySender sender;

    public SenderFixture(OutboundOptions? options = null, ResolveHost? resolve = null, Action<SocketsHttpHandler>? configure = null)
    {
        var handler = OutboundHttp.CreateHandler(new OutboundGuard(options ?? Loopback, resolve));
        configure?.Invoke(handler);
        sender = new DeliverySender(handler, TimeProvider.System);
    }

    public SigningSecret Secret { get; } = SigningSecret.Generate();

    public static ResolveHost ResolvesTo(params string[] addresses) =>
        (_, _, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    public AttemptRequest Request(Uri url, TimeSpan? timeout = null) => new(
        url, "evt_1", """{"id":"evt_1","data":{"text":"Grüße"}}"""u8.ToArray(), [], [Secret], timeout ?? TimeSpan.FromSeconds(20), null);

    public Task<AttemptResult> SendAsync(Uri url, TimeSpan? timeout = null) => SendAsync(Request(url, timeout));

    public async Task<AttemptResult> SendAsync(AttemptRequest request, CancellationToken cancellationToken = default) =>
        await sender.SendAsync(request, cancellationToken).WaitAsync(Patience, CancellationToken.None);

    public void Dispose() => sender.Dispose();
}
