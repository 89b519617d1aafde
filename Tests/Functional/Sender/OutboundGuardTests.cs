using System.Net;
using System.Net.Sockets;
using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class OutboundGuardTests
{
    private static readonly OutboundOptions Strict = new();

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://2130706433")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    public async Task Loopback_is_refused_unless_it_is_allowed(string origin)
    {
        await using var receiver = FakeReceiver.Start();
        using var strict = new SenderFixture(Strict);
        using var open = new SenderFixture();

        var refused = await strict.SendAsync(new Uri($"{origin}:{receiver.Port}/hook"));

        Assert.Equal(FailureClass.Blocked, refused.FailureClass);
        Assert.Equal("address not allowed", refused.Error);
        Assert.Equal("failed", VerdictRules.Decide(refused, 1, RetryWaits.Standard, refused.StartedAt, 0).Name);
        Assert.True((await open.SendAsync(receiver.Url("/allowed"))).IsSuccess);
        Assert.Equal("/allowed", Assert.Single(await receiver.WaitForRequestsAsync(1)).Path);
        Assert.Equal(1, receiver.ConnectionCount);
    }

    [Theory]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8")]
    [InlineData("2606:4700:4700::1111", "8.8.8.8", "10.0.0.1")]
    [InlineData("8.8.8.8", "::1")]
    [InlineData("::ffff:8.8.8.8")]
    public async Task One_bad_answer_of_the_resolver_refuses_the_host(params string[] addresses)
    {
        using var fixture = new SenderFixture(Strict, SenderFixture.ResolvesTo(addresses));

        var result = await fixture.SendAsync(new Uri("http://rebind.example/"));

        Assert.Equal(FailureClass.Blocked, result.FailureClass);
        Assert.NotNull(result.Timings.DnsMs);
        Assert.Null(result.Timings.ConnectMs);
    }

    [Fact]
    public async Task The_address_that_was_vetted_is_the_one_that_is_dialled()
    {
        await using var receiver = FakeReceiver.Start();
        var asked = 0;
        using var fixture = new SenderFixture(
            new OutboundOptions { AllowedNetworks = ["127.0.0.1/32"] },
            (_, _, _) => Task.FromResult(new[] { IPAddress.Parse(++asked == 1 ? "127.0.0.1" : "127.0.0.2") }));
        var url = new Uri($"http://rebind.example:{receiver.Port}/");

        var first = await fixture.SendAsync(fixture.Request(url) with { Headers = [] });
        receiver.Enqueue(Answer.Status(200, "", ("Connection", "close")));
        await fixture.SendAsync(url);
        var rebound = await fixture.SendAsync(url);

        Assert.True(first.IsSuccess, first.Summary);
        Assert.Equal(FailureClass.Blocked, rebound.FailureClass);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task The_next_address_is_dialled_when_one_refuses()
    {
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture(resolve: SenderFixture.ResolvesTo("127.0.0.2", "::1", "127.0.0.1"));

        var result = await fixture.SendAsync(new Uri($"http://several.example:{receiver.Port}/"));

        Assert.True(result.IsSuccess, result.Summary);
        Assert.Equal($"several.example:{receiver.Port}", Assert.Single(await receiver.WaitForRequestsAsync(1)).Header("Host"));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "name not found")]
    [InlineData(SocketError.NoData, "name has no address")]
    [InlineData(SocketError.TryAgain, "name server did not answer")]
    [InlineData(SocketError.NoRecovery, "name could not be resolved")]
    public async Task A_name_that_does_not_resolve_says_why(SocketError error, string text)
    {
        using var fixture = new SenderFixture(Strict, (_, _, _) => throw new SocketException((int)error));

        var result = await fixture.SendAsync(new Uri("https://nowhere.example/"));

        Assert.Equal(FailureClass.Dns, result.FailureClass);
        Assert.Equal(text, result.Error);
        Assert.Equal("retry", VerdictRules.Decide(result, 1, RetryWaits.Standard, result.StartedAt, 0).Name);
    }

    [Fact]
    public async Task A_name_without_addresses_and_one_that_is_too_long_are_failures_of_the_name()
    {
        using var empty = new SenderFixture(Strict, SenderFixture.ResolvesTo());
        using var tooLong = new SenderFixture(Strict, (_, _, _) => throw new ArgumentOutOfRangeException("hostName"));

        Assert.Equal("name has no address", (await empty.SendAsync(new Uri("http://empty.example/"))).Error);
        var result = await tooLong.SendAsync(new Uri("http://long.example/"));
        Assert.Equal(FailureClass.Dns, result.FailureClass);
        Assert.Equal("name could not be resolved", result.Error);
    }

    [Fact]
    public async Task A_name_server_that_never_answers_is_a_time_out_of_connecting()
    {
        using var fixture = new SenderFixture(
            new OutboundOptions { ConnectTimeout = TimeSpan.FromSeconds(1) },
            async (_, _, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return [];
            });

        var result = await fixture.SendAsync(new Uri("http://slow.example/"));

        Assert.Equal(FailureClass.Timeout, result.FailureClass);
        Assert.Equal("name resolution timed out after 1 s", result.Error);
    }

    [Fact]
    public async Task The_systems_resolver_is_asked_by_default()
    {
        await using var receiver = FakeReceiver.Start();
        using var strict = new SenderFixture(Strict);
        using var open = new SenderFixture();
        var url = new Uri($"http://localhost:{receiver.Port}/");

        Assert.Equal(FailureClass.Blocked, (await strict.SendAsync(url)).FailureClass);
        var result = await open.SendAsync(url);

        Assert.True(result.IsSuccess, result.Summary);
        Assert.NotNull(result.Timings.DnsMs);
    }

    [Fact]
    public async Task A_look_up_is_made_for_the_owner_of_the_attempt()
    {
        await using var receiver = FakeReceiver.Start();
        var owners = new List<long>();
        using var fixture = new SenderFixture(resolve: (_, owner, _) =>
        {
            owners.Add(owner);
            return Task.FromResult(new[] { IPAddress.Loopback });
        });

        await fixture.SendAsync(fixture.Request(new Uri($"http://mine.example:{receiver.Port}/")) with { Owner = 42 });

        Assert.Equal([42], owners);
    }

    [Fact]
    public void The_handler_for_what_is_sent_again_differs_only_in_keeping_no_connections()
    {
        string[] apart = ["PooledConnectionLifetime", "PooledConnectionIdleTimeout", "EnableMultipleHttp2Connections", "CookieContainer"];
        using var handler = OutboundHttp.CreateHandler(new OutboundGuard(Strict));
        using var unpooled = OutboundHttp.CreateUnpooled(handler);

        var different = typeof(SocketsHttpHandler).GetProperties()
            .Where(property => property.CanWrite && !Equals(property.GetValue(handler), property.GetValue(unpooled)))
            .Select(property => property.Name);

        Assert.Empty(different.Except(apart));
        Assert.Equal(TimeSpan.Zero, unpooled.PooledConnectionLifetime);
    }

    [Fact]
    public void Handler_neither_follows_redirects_nor_uses_a_proxy_nor_keeps_cookies()
    {
        using var handler = OutboundHttp.CreateHandler(new OutboundGuard(Strict));

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseProxy);
        Assert.False(handler.UseCookies);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Equal(TimeSpan.FromSeconds(5), handler.ConnectTimeout);
    }
}
