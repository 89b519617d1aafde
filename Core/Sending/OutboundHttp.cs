using System.Net.Security;
using System.Text;

#pragma warning disable RS0030 // The door itself.

namespace Webhooks.Core.Sending;

/// <summary>
/// The one place that builds the outbound HTTP handler and decides what it may do and cost. Nothing may be put around it that follows
/// redirects or repeats requests: only <see cref="DeliverySender"/> decides what an attempt sends.
/// </summary>
public static class OutboundHttp
{
    /// <summary>The course of the message being sent, for the connection that it is written to.</summary>
    internal static readonly AsyncLocal<AttemptCourse?> Sending = new();

    /// <summary>Most bytes of response headers that are read, in KiB.</summary>
    public const int MaxResponseHeadersKiB = 64;

    /// <summary>A handler whose connections all go through the guard.</summary>
    /// <param name="guard">Opens the connections.</param>
    public static SocketsHttpHandler CreateHandler(OutboundGuard guard) => new()
    {
        ConnectCallback = guard.ConnectAsync,
        ConnectTimeout = guard.ConnectTimeout,
        PlaintextStreamFilter = ObserveAsync,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = UntrustedCertificateException.Validate },

        // A redirect would carry body and signature to a host that no user configured, past the check of the URL.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = System.Net.DecompressionMethods.None,

        // A connection outlives a change of DNS by no more than this.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(45),
        EnableMultipleHttp2Connections = true,

        // The rest of a body that the sender has not read is never read: the connection is dropped instead.
        MaxResponseHeadersLength = MaxResponseHeadersKiB,
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,

        // Header values are checked for line breaks when saved; any other character travels as UTF-8 instead of failing the attempt.
        // Called for each header each time a message is written, which is also the only place where the handler's own repetitions are
        // visible.
        RequestHeaderEncodingSelector = static (header, message) =>
        {
            if (header == DeliverySender.IdHeader && message is AttemptMessage attempt)
            {
                attempt.Course.WritingHeaders();
            }

            return Encoding.UTF8;
        },
    };

    /// <summary>A handler like <paramref name="handler"/> whose connections each carry one request and are closed after it.</summary>
    /// <param name="handler">From <see cref="CreateHandler"/>, with all changes made to it since.</param>
    internal static SocketsHttpHandler CreateUnpooled(SocketsHttpHandler handler) => new()
    {
        ConnectCallback = handler.ConnectCallback,
        ConnectTimeout = handler.ConnectTimeout,
        PlaintextStreamFilter = handler.PlaintextStreamFilter,
        SslOptions = handler.SslOptions,
        AllowAutoRedirect = handler.AllowAutoRedirect,
        UseCookies = handler.UseCookies,
        UseProxy = handler.UseProxy,
        Credentials = handler.Credentials,
        PreAuthenticate = handler.PreAuthenticate,
        ActivityHeadersPropagator = handler.ActivityHeadersPropagator,
        AutomaticDecompression = handler.AutomaticDecompression,
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = handler.MaxResponseHeadersLength,
        MaxResponseDrainSize = handler.MaxResponseDrainSize,
        ResponseDrainTimeout = handler.ResponseDrainTimeout,
        RequestHeaderEncodingSelector = handler.RequestHeaderEncodingSelector,
    };

    private static ValueTask<Stream> ObserveAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.PlaintextStream is SslStream && context.InitialRequestMessage is AttemptMessage message)
        {
            message.Secured();
        }

        // A connection of HTTP/2 is written to by a loop of its own, which knows no message; see DeliverySender.
        return ValueTask.FromResult(
            context.NegotiatedHttpVersion.Major == 1 ? new ObservedStream(context.PlaintextStream, Sending) : context.PlaintextStream);
    }
}
