using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

/// <summary>
/// A kept connection that is lost before the answer costs no attempt: the request is sent once more, on a new one, and this shows.
/// </summary>
public sealed class SenderRepeatTests
{
    /// <summary>Answers properly and closes the connection without having said so.</summary>
    private static readonly Answer OkAndGone = Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    public static TheoryData<Answer> Losses => [Answer.Close, Answer.Reset];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_request_on_a_lost_kept_connection_is_sent_again_on_a_new_one(Answer loss)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Ok, loss);
        using var fixture = new SenderFixture();

        var first = await fixture.SendAsync(receiver.Url("/1"));
        var second = await fixture.SendAsync(receiver.Url("/2"));

        Assert.True(second.IsSuccess, second.Summary);
        Assert.Null(first.Timings.RepeatMs);
        Assert.InRange(second.Timings.RepeatMs ?? -1, 0, second.Timings.FirstByteMs!.Value); // There was an answer.
        Assert.NotNull(second.Timings.ConnectMs);
        Assert.Equal(["/1", "/2", "/2"], receiver.Requests.Select(request => request.Path));
        Assert.Equal([1, 1, 2], receiver.Requests.Select(request => request.Connection));
        Assert.Equal(receiver.Requests[1].Header("webhook-signature"), receiver.Requests[2].Header("webhook-signature"));
        Assert.Equal(receiver.Requests[1].Body, receiver.Requests[2].Body);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_request_is_never_sent_three_times(Answer loss)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Ok, loss, loss);
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url("/1"));
        var second = await fixture.SendAsync(receiver.Url("/2"));
        var third = await fixture.SendAsync(receiver.Url("/3"));

        Assert.Equal(FailureClass.Reset, second.FailureClass);
        Assert.NotNull(second.Timings.RepeatMs);
        Assert.True(third.IsSuccess, third.Summary);
        Assert.Equal(["/1", "/2", "/2", "/3"], receiver.Requests.Select(request => request.Path));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_request_on_a_new_connection_is_never_sent_again(Answer loss)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(loss);
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal(FailureClass.Reset, result.FailureClass);
        Assert.Null(result.Timings.RepeatMs);
        Assert.True((await fixture.SendAsync(receiver.Url())).IsSuccess);
        Assert.Equal(2, receiver.RequestCount);
    }

    [Fact]
    public async Task A_request_whose_answer_has_begun_is_never_sent_again()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Ok, Answer.Raw("HTTP/1.1 2"));
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url("/1"));
        var second = await fixture.SendAsync(receiver.Url("/2"));

        Assert.Equal(FailureClass.Reset, second.FailureClass);
        Assert.Null(second.Timings.RepeatMs);
        Assert.Equal(2, receiver.RequestCount);
    }

    [Fact]
    public async Task The_time_allowed_covers_both()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Ok, Answer.Close, Answer.Hang);
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url());
        var second = await fixture.SendAsync(receiver.Url(), TimeSpan.FromSeconds(2));

        Assert.Equal((FailureClass.Timeout, "timed out after 2 s"), (second.FailureClass, second.Error));
        Assert.NotNull(second.Timings.RepeatMs);
        Assert.True(second.Timings.TotalMs < 20_000, $"{second.Timings.TotalMs} ms");
        Assert.Equal(3, receiver.RequestCount);
    }

    [Fact]
    public async Task A_receiver_that_closes_after_each_answer_costs_no_attempt_of_a_burst()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = OkAndGone;
        using var fixture = new SenderFixture();

        var results = new List<AttemptResult>();
        for (var round = 0; round < 25; round++)
        {
            results.AddRange(await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.SendAsync(receiver.Url()))));
        }

        Assert.All(results, result => Assert.True(result.IsSuccess, result.Summary));
    }
}
