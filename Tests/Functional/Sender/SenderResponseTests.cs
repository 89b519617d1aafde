using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class SenderResponseTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(503)]
    [InlineData(799)]
    public async Task Any_status_is_a_result_without_a_failure_class(int status)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(status));
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal(status, result.StatusCode);
        Assert.Null(result.FailureClass);
        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirects_are_not_followed(int status)
    {
        await using var target = FakeReceiver.Start();
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(status, "", ("Location", target.Url("/other?secret=1").AbsoluteUri)));
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal(status, result.StatusCode);
        Assert.Equal($"the answer redirects to {target.Url("/other")}, and redirects are not followed", result.Error);
        Assert.Equal("failed", VerdictRules.Decide(result, 1, RetryWaits.Standard, result.StartedAt, 0).Name);
        await fixture.SendAsync(target.Url("/direct"));
        Assert.Equal("/direct", Assert.Single(await target.WaitForRequestsAsync(1)).Path);
    }

    [Fact]
    public async Task Cookies_of_a_receiver_are_forgotten()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(200, "", ("Set-Cookie", "session=1; Path=/"));
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url());
        await fixture.SendAsync(receiver.Url());

        Assert.All(await receiver.WaitForRequestsAsync(2), request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task Retry_after_is_read_from_answers_that_are_not_2xx()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(
            Answer.Status(503, "", ("Retry-After", "120")),
            Answer.Status(429, "", ("Retry-After", "Fri, 02 Jan 2026 03:04:35 GMT")),
            Answer.Status(503, "", ("Retry-After", "later")),
            Answer.Status(200, "", ("Retry-After", "120")));
        using var fixture = new SenderFixture();

        var seconds = await fixture.SendAsync(receiver.Url());
        var date = await fixture.SendAsync(receiver.Url());

        Assert.NotNull(seconds.RetryAfter);
        var finished = seconds.StartedAt + seconds.Duration;
        Assert.InRange(seconds.RetryAfter.Value, seconds.StartedAt.AddSeconds(120), finished.AddSeconds(121));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 35, TimeSpan.Zero), date.RetryAfter);
        Assert.Null((await fixture.SendAsync(receiver.Url())).RetryAfter);
        Assert.Null((await fixture.SendAsync(receiver.Url())).RetryAfter);
    }

    [Fact]
    public async Task Response_body_is_kept_with_chunks_joined()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Chunked("{\"error\":", "\"no such key\"}"));
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal("{\"error\":\"no such key\"}", result.ResponseText);
        Assert.False(result.ResponseTruncated);
    }

    [Theory]
    [InlineData(16 * 1024, 16 * 1024, false, 1)]
    [InlineData((16 * 1024) + 1, 16 * 1024, true, 1)]
    [InlineData(60 * 1024, 16 * 1024, true, 1)]
    [InlineData(10_000_000, 16 * 1024, true, 2)]
    public async Task At_most_16_KiB_are_kept_and_a_body_above_64_KiB_costs_its_connection(
        int length, int kept, bool truncated, int connections)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.HugeBody(length));
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());
        await fixture.SendAsync(receiver.Url());

        Assert.True(result.IsSuccess, result.Summary);
        Assert.Equal(kept, result.ResponseBody.Length);
        Assert.Equal(truncated, result.ResponseTruncated);
        Assert.Equal(connections, receiver.ConnectionCount);
    }

    [Fact]
    public async Task An_endless_body_is_cut_and_costs_no_more_than_the_sockets_buffers()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.EndlessBody;
        using var fixture = new SenderFixture();

        for (var i = 0; i < 10; i++)
        {
            var result = await fixture.SendAsync(receiver.Url());
            Assert.True(result.IsSuccess, result.Summary);
            Assert.True(result.ResponseTruncated);
            Assert.Equal(AttemptResult.MaxResponseBytesKept, result.ResponseBody.Length);
        }

        // A receiver can write only what the buffers of its own and the sender's socket take.
        Assert.InRange(receiver.BytesSent, 10L * AttemptResult.MaxResponseBytesKept, 10L * 32 * 1024 * 1024);
    }
}
