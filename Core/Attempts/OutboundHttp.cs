using System.Net.Security;
using System.Text;

namespace Webhooks.Core.Attempts;

/// <summary>
/// The one place that builds the outbound HTTP handler: what it may do and what it costs at most is decided here. Nothing may be
/// put around it that follows redirects or repeats requests; an attempt is one request.
/// </summary>
public static class OutboundHttp
{
    /// <summary>Most bytes of response headers that are read, in KiB.</summary>
    public const int MaxResponseHeadersKiB = 64;

    /// <summary>A handler whose connections all go through the guard.</summary>
    /// <param name="guard">Opens the connections.</param>
    public static SocketsHttpHandler CreateHandler(OutboundGuard guard) => new()
    {
        ConnectCallback = guard.ConnectAsync,
        ConnectTimeout = guard.ConnectTimeout,
        PlaintextStreamFilter = NoteEndOfTlsAsync,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = UntrustedCertificateException.Validate },

        // A redirect would carry body and signature to a host nobody configured, past the check of the URL.
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

        // What the sender has not read is not read at all: the connection is dropped instead.
        MaxResponseHeadersLength = MaxResponseHeadersKiB,
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,

        // Header values are checked for line breaks when saved; any other character travels as UTF-8 instead of failing the attempt.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };

    private static ValueTask<Stream> NoteEndOfTlsAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.PlaintextStream is SslStream && context.InitialRequestMessage is AttemptMessage message)
        {
            message.Secured();
        }

        return ValueTask.FromResult(context.PlaintextStream);
    }
}
