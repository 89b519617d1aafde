using System.Text;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class SenderRequestTests
{
    [Fact]
    public async Task Receiver_gets_the_exact_bytes_with_the_standard_headers()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();
        var request = fixture.Request(receiver.Url("/hook/a%20b?key=value"));

        var result = await fixture.SendAsync(request);

        Assert.Equal(200, result.StatusCode);
        Assert.True(result.IsSuccess, result.Summary);
        var received = Assert.Single(await receiver.WaitForRequestsAsync(1));
        Assert.Equal("POST", received.Method);
        Assert.Equal("/hook/a%20b?key=value", received.Target);
        Assert.Equal(request.Body.ToArray(), received.Body);
        Assert.Equal("application/json", received.Header("Content-Type"));
        Assert.Equal("evt_1", received.Header("webhook-id"));
        Assert.Matches("^Webhooks/[0-9.]+$", received.Header("User-Agent"));
        Assert.Equal($"127.0.0.1:{receiver.Port}", received.Header("Host"));
        Assert.Equal(result.StartedAt.ToUnixTimeSeconds().ToString(), received.Header("webhook-timestamp"));
        Assert.Null(received.Header("traceparent"));
        Assert.Equal("*/*", received.Header("Accept"));
        Assert.Null(received.Header("Cookie"));
    }

    [Fact]
    public async Task Signature_verifies_for_every_live_secret()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();
        var older = SigningSecret.Generate();

        await fixture.SendAsync(fixture.Request(receiver.Url()) with { Secrets = [fixture.Secret, older] });

        var received = Assert.Single(await receiver.WaitForRequestsAsync(1));
        var timestamp = long.Parse(received.Header("webhook-timestamp")!);
        Assert.Equal(
            new[] { fixture.Secret, older }.Select(secret => WebhookSigner.Sign("evt_1", timestamp, received.Body, [secret])),
            received.Header("webhook-signature")!.Split(' '));
    }

    [Fact]
    public async Task Custom_headers_are_sent_and_may_name_the_user_agent()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();

        await fixture.SendAsync(fixture.Request(receiver.Url()) with
        {
            Headers =
            [
                new("Authorization", "Bearer abc"), new("X-Name", "Žofie 🎉"), new("User-Agent", "Acme/1"), new("Content-Language", "de"),
            ],
            Trace = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1"),
        });

        var received = Assert.Single(await receiver.WaitForRequestsAsync(1));
        Assert.Equal("Bearer abc", received.Header("Authorization"));
        Assert.Equal("Žofie 🎉", received.Header("X-Name"));
        Assert.Equal("Acme/1", received.Header("User-Agent"));
        Assert.Equal("de", received.Header("Content-Language"));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", received.Header("traceparent"));
        Assert.Equal("vendor=1", received.Header("tracestate"));
    }

    [Fact]
    public async Task Reserved_names_and_line_breaks_never_reach_the_wire()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();

        await fixture.SendAsync(fixture.Request(receiver.Url()) with
        {
            Headers =
            [
                new("Webhook-Signature", "v1,forged"), new("webhook-id", "other"), new("Host", "internal"),
                new("content-type", "text/plain"), new("Content-Length", "3"), new("Transfer-Encoding", "chunked"),
                new("Connection", "close"), new("X-Split", "a\r\nX-Injected: b"), new("Bad Name", "x"), new("X-Good", "kept"),
            ],
        });

        var received = Assert.Single(await receiver.WaitForRequestsAsync(1));
        Assert.StartsWith("v1,", received.Header("webhook-signature"));
        Assert.DoesNotContain("forged", received.Header("webhook-signature"));
        Assert.Equal("evt_1", received.Header("webhook-id"));
        Assert.Equal("application/json", received.Header("Content-Type"));
        Assert.Equal($"127.0.0.1:{receiver.Port}", received.Header("Host"));
        Assert.Null(received.Header("Transfer-Encoding"));
        Assert.Null(received.Header("X-Injected"));
        Assert.Null(received.Header("X-Split"));
        Assert.Equal("kept", received.Header("X-Good"));
    }

    [Fact]
    public async Task A_large_body_arrives_whole()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();
        var body = Encoding.UTF8.GetBytes(new string('ü', 500_000));

        var result = await fixture.SendAsync(fixture.Request(receiver.Url()) with { Body = body });

        Assert.True(result.IsSuccess, result.Summary);
        Assert.Equal(body, Assert.Single(await receiver.WaitForRequestsAsync(1)).Body);
    }

    [Fact]
    public async Task A_kept_connection_is_used_again_and_then_has_no_connect_phase()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(200, "taken");
        using var fixture = new SenderFixture();

        var first = await fixture.SendAsync(receiver.Url());
        var second = await fixture.SendAsync(receiver.Url());

        Assert.Equal(1, receiver.ConnectionCount);
        Assert.Equal("taken", second.ResponseText);
        Assert.NotNull(first.Timings.ConnectMs);
        Assert.Null(first.Timings.DnsMs);
        Assert.Null(first.Timings.TlsMs);
        Assert.Null(second.Timings.ConnectMs);
        Assert.True(second.Timings.FirstByteMs > 0);
        Assert.True(second.Timings.TotalMs >= second.Timings.FirstByteMs);
    }
}
