using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class SenderFailureTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public static TheoryData<Answer, FailureClass, string> Misbehaviours => new()
    {
        { Answer.Close, FailureClass.Reset, "connection closed before the response was complete" },
        { Answer.Reset, FailureClass.Reset, "connection reset" },
        { Answer.Garbage, FailureClass.Http, "response is not valid HTTP" },
        { Answer.EndlessHeaders, FailureClass.TooLarge, "response headers too large" },
        { Answer.Raw("HTTP/1.1 abc\r\n\r\n"), FailureClass.Http, "response is not valid HTTP" },
        { Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"), FailureClass.Reset, "connection closed before the response was complete" },
        { Answer.Hang, FailureClass.Timeout, "timed out after 1 s" },
        { Answer.Ok.After(TimeSpan.FromSeconds(20)), FailureClass.Timeout, "timed out after 1 s" },
        { Answer.DripHeaders(TimeSpan.FromMilliseconds(50)), FailureClass.Timeout, "timed out after 1 s" },
        { Answer.EndlessContinue, FailureClass.TooLarge, "response headers too large" },
    };

    public static TheoryData<Answer, FailureClass, string> MisbehavioursInTheBody => new()
    {
        { Answer.ResetInBody, FailureClass.Reset, "connection reset" },
        { Answer.CloseInBody, FailureClass.Reset, "connection closed before the response was complete" },
        { Answer.HangInBody, FailureClass.Timeout, "timed out after 1 s" },
        { Answer.DripBody(TimeSpan.FromMilliseconds(50)), FailureClass.Timeout, "timed out after 1 s" },
        { Answer.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a chunk\r\n"), FailureClass.Http, "response is not valid HTTP" },
    };

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task A_misbehaving_receiver_is_a_result_with_its_class(Answer answer, FailureClass failureClass, string error)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = answer;
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url(), failureClass == FailureClass.Timeout ? Short : null);

        Assert.Null(result.StatusCode);
        Assert.Equal(failureClass, result.FailureClass);
        Assert.Equal(error, result.Error);
        Assert.Equal("retry", VerdictRules.Decide(result, 1, RetryWaits.Standard, result.StartedAt, 0).Name);
        Assert.Equal(1, receiver.RequestCount);
        Assert.Null(result.Timings.RepeatMs);
    }

    [Theory]
    [MemberData(nameof(MisbehavioursInTheBody))]
    public async Task A_body_that_does_not_come_is_a_failure_although_the_status_is_known(
        Answer answer, FailureClass failureClass, string error)
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = answer;
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url(), failureClass == FailureClass.Timeout ? Short : null);

        Assert.Equal(200, result.StatusCode);
        Assert.Equal(failureClass, result.FailureClass);
        Assert.Equal(error, result.Error);
        Assert.NotNull(result.Timings.FirstByteMs);
        Assert.Equal("retry", VerdictRules.Decide(result, 1, RetryWaits.Standard, result.StartedAt, 0).Name);
    }

    [Fact]
    public async Task A_connection_closed_while_idle_costs_no_attempt()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url());
        await receiver.WaitUntilIdleAsync();
        var second = await fixture.SendAsync(receiver.Url());

        Assert.True(second.IsSuccess, second.Summary);
        Assert.Equal(2, receiver.ConnectionCount);
    }

    [Fact]
    public async Task A_refused_connection_is_said_to_be_one()
    {
        await using var receiver = FakeReceiver.StartRefusing();
        using var fixture = new SenderFixture();

        var result = await fixture.SendAsync(receiver.Url());

        Assert.Equal(FailureClass.Connect, result.FailureClass);
        Assert.Equal("connection refused", result.Error);
        Assert.Null(result.Timings.ConnectMs);
        Assert.NotNull(result.Timings.TotalMs);
    }

    [Fact]
    public async Task The_callers_cancellation_is_thrown_and_not_recorded_as_a_time_out()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Hang;
        using var fixture = new SenderFixture();
        using var stopping = new CancellationTokenSource();

        var sending = fixture.SendAsync(fixture.Request(receiver.Url()), stopping.Token);
        await receiver.WaitForRequestsAsync(1);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Whatever_bytes_come_back_there_is_a_result()
    {
        const string Valid = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nRetry-After: 5\r\nX-A: b\r\n\r\n"
            + "4\r\nabcd\r\n0\r\nTrailer: x\r\n\r\n";
        await using var receiver = FakeReceiver.Start();
        using var fixture = new SenderFixture();
        var random = new Random(20260102);
        for (var i = 0; i < 400; i++)
        {
            var bytes = Valid.ToCharArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (char)random.Next(128);
            }

            var sent = new string(bytes, 0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length));
            receiver.Enqueue(Answer.Raw(sent));

            var result = await fixture.SendAsync(receiver.Url());

            Assert.True(result.StatusCode is not null || result.FailureClass is not null, sent);
            Assert.Equal(result.FailureClass is null, result.Error is null);
            Assert.NotEqual(FailureClass.Timeout, result.FailureClass);
        }

        // Not every request arrived: this receiver closes connections that it has not announced to close.
        await using var healthy = FakeReceiver.Start();
        Assert.True((await fixture.SendAsync(healthy.Url())).IsSuccess);
    }

    [Fact]
    public async Task A_time_out_frees_the_connection()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Hang);
        using var fixture = new SenderFixture();

        await fixture.SendAsync(receiver.Url(), Short);

        // The hanging answer ends when the sender has left.
        await receiver.WaitUntilIdleAsync();
        Assert.True((await fixture.SendAsync(receiver.Url())).IsSuccess);
    }
}
