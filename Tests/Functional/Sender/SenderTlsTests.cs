using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class SenderTlsTests
{
    [Fact]
    public async Task A_self_signed_certificate_is_not_trusted()
    {
        using var certificate = SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow());
        await using var receiver = FakeReceiver.StartTls(certificate);
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal(FailureClass.Tls, result.FailureClass);
        Assert.Equal("TLS: certificate not trusted", result.Error);
        Assert.NotNull(result.Timings.ConnectMs);
        Assert.Null(result.Timings.TlsMs);
        Assert.Equal(0, receiver.RequestCount);
    }

    [Fact]
    public async Task An_expired_certificate_and_one_for_another_name_are_told_apart()
    {
        using var expired = SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow().AddDays(-30), TimeSpan.FromDays(2));
        await using var old = FakeReceiver.StartTls(expired);
        using var certificate = SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow());
        await using var other = FakeReceiver.StartTls(certificate);
        using var fixture = new SenderFixture(resolve: SenderFixture.ResolvesTo("127.0.0.1"));

        var late = await fixture.SendAsync(old.Url());
        var misnamed = await fixture.SendAsync(new Uri($"https://other.example:{other.Port}/"));

        Assert.Equal("TLS: certificate expired or not yet valid", late.Error);
        Assert.Equal("TLS: the certificate is for a different host", misnamed.Error);
        Assert.Equal(FailureClass.Tls, misnamed.FailureClass);
    }

    [Fact]
    public async Task A_port_that_does_not_speak_tls_is_a_failed_handshake()
    {
        await using var garbage = FakeReceiver.StartGarbage();
        await using var plain = FakeReceiver.Start();
        using var fixture = new SenderFixture();

        var first = await fixture.SendAsync(garbage.Url(scheme: "https"));
        var second = await fixture.SendAsync(plain.Url(scheme: "https"), TimeSpan.FromMilliseconds(700));

        Assert.Equal(FailureClass.Tls, first.FailureClass);
        Assert.Equal("TLS: handshake failed", first.Error);
        Assert.NotNull(second.FailureClass);
    }

    [Fact]
    public async Task A_handshake_that_never_ends_is_a_time_out_of_connecting()
    {
        await using var receiver = FakeReceiver.StartSilent();
        using var fixture = new SenderFixture(SenderFixture.ShortConnect);

        var result = await fixture.SendAsync(receiver.Url(scheme: "https"));

        Assert.Equal(FailureClass.Timeout, result.FailureClass);
        Assert.Equal("TLS handshake timed out after 1 s", result.Error);
    }

    [Fact]
    public async Task Attempts_that_wait_for_the_same_failing_connection_all_learn_its_reason()
    {
        using var certificate = SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow());
        await using var untrusted = FakeReceiver.StartTls(certificate);
        await using var silent = FakeReceiver.StartSilent();
        using var patient = new SenderFixture();
        using var hasty = new SenderFixture(SenderFixture.ShortConnect);

        var refused = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => patient.SendAsync(untrusted.Url())));
        var late = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => hasty.SendAsync(silent.Url(scheme: "https"))));

        Assert.All(refused, result => Assert.Equal("TLS: certificate not trusted", result.Error));
        Assert.All(late, result => Assert.Equal(FailureClass.Timeout, result.FailureClass));
        Assert.All(late, result => Assert.EndsWith(" timed out after 1 s", result.Error));
    }

    [Fact]
    public async Task With_a_trusted_certificate_the_phases_of_the_connection_are_measured()
    {
        using var certificate = SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow());
        await using var receiver = FakeReceiver.StartTls(certificate);
        using var fixture = new SenderFixture(
            resolve: SenderFixture.ResolvesTo("127.0.0.1"),
            configure: handler => Trust(handler, certificate.Thumbprint));

        var result = await fixture.SendAsync(new Uri($"https://hooks.example:{receiver.Port}/"));

        Assert.True(result.IsSuccess, result.Summary);
        Assert.NotNull(result.Timings.DnsMs);
        Assert.NotNull(result.Timings.ConnectMs);
        Assert.True(result.Timings.TlsMs > 0);
        Assert.True(result.Timings.FirstByteMs >= result.Timings.TlsMs);
    }

    private static void Trust(SocketsHttpHandler handler, string thumbprint) =>
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint;
}
