using System.Net.Sockets;
using System.Security.Authentication;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class AttemptFailureTests
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, FailureClass.Dns)]
    [InlineData(HttpRequestError.ConnectionError, FailureClass.Connect)]
    [InlineData(HttpRequestError.SecureConnectionError, FailureClass.Tls)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, FailureClass.TooLarge)]
    [InlineData(HttpRequestError.InvalidResponse, FailureClass.Http)]
    [InlineData(HttpRequestError.VersionNegotiationError, FailureClass.Http)]
    [InlineData(HttpRequestError.ResponseEnded, FailureClass.Reset)]
    [InlineData(HttpRequestError.Unknown, FailureClass.Reset)]
    public void Error_codes_of_the_http_stack_have_a_class(HttpRequestError error, FailureClass failureClass)
    {
        Assert.Equal(failureClass, AttemptFailure.From(new HttpRequestException(error, "any text")).FailureClass);
        Assert.Equal(failureClass, AttemptFailure.From(new HttpIOException(error, "any text")).FailureClass);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, FailureClass.Connect, "connection refused")]
    [InlineData(SocketError.HostUnreachable, FailureClass.Connect, "host unreachable")]
    [InlineData(SocketError.NetworkUnreachable, FailureClass.Connect, "network unreachable")]
    [InlineData(SocketError.TimedOut, FailureClass.Timeout, "connect timed out")]
    [InlineData(SocketError.ConnectionReset, FailureClass.Reset, "connection reset")]
    [InlineData(SocketError.AddressFamilyNotSupported, FailureClass.Connect, "connection failed")]
    public void A_connection_that_was_not_made_says_why(SocketError error, FailureClass failureClass, string text)
    {
        var exception = new HttpRequestException(HttpRequestError.ConnectionError, "any text", new SocketException((int)error));

        Assert.Equal(new AttemptFailure(failureClass, text), AttemptFailure.From(exception));
        Assert.Equal(new AttemptFailure(failureClass, text), AttemptFailure.FromDial(error));
    }

    [Theory]
    [InlineData(1, FailureClass.Http)]
    [InlineData(9, FailureClass.Http)]
    [InlineData(0, FailureClass.Reset)]
    [InlineData(2, FailureClass.Reset)]
    [InlineData(7, FailureClass.Reset)]
    [InlineData(8, FailureClass.Reset)]
    public void Http2_codes_are_resets_unless_they_name_a_breach_of_the_protocol(long code, FailureClass failureClass)
    {
        var exception = new HttpRequestException(
            HttpRequestError.HttpProtocolError, "any text", new HttpProtocolException(code, "any text", null));

        Assert.Equal(failureClass, AttemptFailure.From(exception).FailureClass);
    }

    [Fact]
    public void What_the_guard_and_the_certificate_check_say_is_kept()
    {
        var blocked = new ConnectFailedException(FailureClass.Blocked, "address not allowed");
        var untrusted = new UntrustedCertificateException("TLS: certificate not trusted");

        Assert.Equal(
            new AttemptFailure(FailureClass.Blocked, "address not allowed"),
            AttemptFailure.From(new HttpRequestException(HttpRequestError.ConnectionError, "any text", blocked)));
        Assert.Equal(
            new AttemptFailure(FailureClass.Tls, "TLS: certificate not trusted"),
            AttemptFailure.From(new HttpRequestException(HttpRequestError.SecureConnectionError, "any text", untrusted)));
        Assert.Equal(
            FailureClass.Tls, AttemptFailure.From(new HttpRequestException("any text", new AuthenticationException())).FailureClass);
    }

    [Theory]
    [InlineData(30_000, "timed out after 30 s")]
    [InlineData(1_500, "timed out after 1.5 s")]
    public void A_time_out_names_its_limit(int milliseconds, string text)
    {
        var limit = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(text, AttemptFailure.TimedOut(limit).Error);
        Assert.Equal($"TLS handshake {text}", AttemptFailure.ConnectTimedOut("TLS handshake", limit).Error);
    }
}
