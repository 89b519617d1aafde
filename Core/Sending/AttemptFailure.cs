using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Webhooks.Core.Sending;

/// <summary>
/// The meaning of an exception of the HTTP stack: a failure class and a short sentence. It is found by the types and codes of the
/// exceptions, never by their texts, which change between versions.
/// </summary>
/// <param name="FailureClass">The class.</param>
/// <param name="Error">The sentence; stable, without anything of the URL.</param>
internal readonly record struct AttemptFailure(FailureClass FailureClass, string Error)
{
    // RFC 9113, section 7: the codes by which a peer says that the other side broke the protocol, or that it has itself lost track.
    private static readonly long[] Http2ProtocolBreaches = [0x1, 0x3, 0x5, 0x6, 0x9];

    /// <summary>The time allowed for the attempt ran out.</summary>
    public static AttemptFailure TimedOut(TimeSpan limit) => new(FailureClass.Timeout, $"timed out after {Seconds(limit)}");

    /// <summary>The time allowed for connecting ran out.</summary>
    /// <param name="step">The step that was under way.</param>
    /// <param name="limit">The time allowed.</param>
    public static AttemptFailure ConnectTimedOut(string step, TimeSpan limit) =>
        new(FailureClass.Timeout, $"{step} timed out after {Seconds(limit)}");

    /// <summary>The meaning of an exception of the HTTP stack.</summary>
    public static AttemptFailure From(Exception exception)
    {
        var error = HttpRequestError.Unknown;
        SocketException? socket = null;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ConnectFailedException failed:
                    return new AttemptFailure(failed.FailureClass, failed.Message);
                case UntrustedCertificateException untrusted:
                    return new AttemptFailure(FailureClass.Tls, untrusted.Message);
                case RequestRefusedException:
                    return new AttemptFailure(FailureClass.Reset, "HTTP/2 request refused by the receiver");
                case HttpProtocolException protocol:
                    return FromHttp2(protocol.ErrorCode);
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request:
                    error = request.HttpRequestError;
                    break;
                case HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io:
                    error = io.HttpRequestError;
                    break;
                case AuthenticationException:
                    error = HttpRequestError.SecureConnectionError;
                    break;
                case SocketException found:
                    socket = found;
                    break;
            }
        }

        return From(error, socket);
    }

    /// <summary>
    /// True when a kept connection was lost, or closed by the receiver, before the request on it was answered: usual when the receiver
    /// closes it just as the request is sent. False for a stream that the receiver reset, which says something about the request.
    /// </summary>
    /// <param name="exception">The exception of the HTTP stack.</param>
    public static bool IsLostConnection(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case RequestRefusedException:
                    return true;
                case HttpProtocolException:
                    return false;
            }
        }

        return From(exception).FailureClass == FailureClass.Reset;
    }

    /// <summary>The meaning of a failure to open a TCP connection.</summary>
    public static AttemptFailure FromDial(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new(FailureClass.Connect, "connection refused"),
        SocketError.HostUnreachable or SocketError.HostDown => new(FailureClass.Connect, "host unreachable"),
        SocketError.NetworkUnreachable or SocketError.NetworkDown => new(FailureClass.Connect, "network unreachable"),
        SocketError.TimedOut => new(FailureClass.Timeout, "connect timed out"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => new(FailureClass.Reset, "connection reset"),
        _ => new(FailureClass.Connect, "connection failed"),
    };

    private static AttemptFailure From(HttpRequestError error, SocketException? socket) => error switch
    {
        HttpRequestError.NameResolutionError => new(FailureClass.Dns, "name could not be resolved"),
        HttpRequestError.SecureConnectionError => new(FailureClass.Tls, "TLS: handshake failed"),
        HttpRequestError.ConfigurationLimitExceeded => new(FailureClass.TooLarge, "response headers too large"),
        HttpRequestError.InvalidResponse => new(FailureClass.Http, "response is not valid HTTP"),
        HttpRequestError.ResponseEnded => new(FailureClass.Reset, "connection closed before the response was complete"),
        HttpRequestError.VersionNegotiationError => new(FailureClass.Http, "HTTP version not supported"),
        HttpRequestError.ConnectionError => FromDial(socket?.SocketErrorCode ?? SocketError.SocketError),
        _ => new(FailureClass.Reset, "connection reset"),
    };

    private static AttemptFailure FromHttp2(long code) => Http2ProtocolBreaches.Contains(code)
        ? new(FailureClass.Http, $"HTTP/2 protocol error {code}")
        : new(FailureClass.Reset, $"HTTP/2 stream reset, code {code}");

    private static string Seconds(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");
}
