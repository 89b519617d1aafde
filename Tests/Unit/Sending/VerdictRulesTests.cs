using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class VerdictRulesTests
{
    [Fact]
    public void A_loop_is_said_to_be_one()
    {
        var result = new AttemptResult { StartedAt = default, Duration = default, StatusCode = 422, IsLoop = true };

        var failed = Assert.IsType<Verdict.Failed>(VerdictRules.Decide(result, 1, RetryWaits.Standard, default, 0));

        Assert.Equal("HTTP 422: a loop, the event has come through too many triggers already; not retried", failed.Reason);
    }

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(200, "delivered")]
    [InlineData(202, "delivered")]
    [InlineData(204, "delivered")]
    [InlineData(299, "delivered")]
    [InlineData(410, "gone")]
    [InlineData(408, "retry")]
    [InlineData(425, "retry")]
    [InlineData(429, "retry")]
    [InlineData(500, "retry")]
    [InlineData(501, "retry")]
    [InlineData(502, "retry")]
    [InlineData(503, "retry")]
    [InlineData(504, "retry")]
    [InlineData(599, "retry")]
    [InlineData(101, "failed")]
    [InlineData(301, "failed")]
    [InlineData(302, "failed")]
    [InlineData(307, "failed")]
    [InlineData(400, "failed")]
    [InlineData(401, "failed")]
    [InlineData(404, "failed")]
    [InlineData(422, "failed")]
    [InlineData(600, "failed")]
    public void Status_decides_the_verdict(int status, string verdict)
    {
        Assert.Equal(verdict, Decide(Response(status), 1).Name);
    }

    [Theory]
    [InlineData(FailureClass.Timeout, "retry")]
    [InlineData(FailureClass.Dns, "retry")]
    [InlineData(FailureClass.Connect, "retry")]
    [InlineData(FailureClass.Tls, "retry")]
    [InlineData(FailureClass.Reset, "retry")]
    [InlineData(FailureClass.Http, "retry")]
    [InlineData(FailureClass.TooLarge, "retry")]
    [InlineData(FailureClass.Blocked, "failed")]
    public void Without_a_status_the_failure_class_decides(FailureClass failureClass, string verdict)
    {
        Assert.Equal(verdict, Decide(Failure(failureClass), 1).Name);
    }

    [Theory]
    [InlineData(200, "retry")]
    [InlineData(500, "retry")]
    [InlineData(404, "failed")]
    [InlineData(410, "gone")]
    public void A_body_that_never_ends_spoils_a_2xx_but_not_another_status(int status, string verdict)
    {
        var result = Response(status) with { FailureClass = FailureClass.Timeout, Error = "timed out after 30 s" };

        Assert.Equal(verdict, Decide(result, 1).Name);
    }

    [Theory]
    [InlineData(1, 0.0, 2.0)]
    [InlineData(1, 0.5, 2.2)]
    [InlineData(2, 0.0, 4.0)]
    [InlineData(2, 1.0, 4.8)]
    public void Wait_is_that_of_the_policy_and_jitter_only_adds(int attempt, double random, double seconds)
    {
        var verdict = VerdictRules.Decide(Response(500), attempt, RetryWaits.Standard, Now, random);

        var retry = Assert.IsType<Verdict.RetryAt>(verdict);
        Assert.Equal(seconds, (retry.When - Now).TotalSeconds, 6);
        Assert.Equal("HTTP 500", retry.Reason);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void After_the_last_attempt_the_delivery_has_failed(int attempt)
    {
        var verdict = Decide(Failure(FailureClass.Connect) with { Error = "connection refused" }, attempt);

        Assert.Equal(new Verdict.Failed("connection refused; all 3 attempts used up"), verdict);
    }

    [Fact]
    public void An_answer_that_allows_no_retry_says_so()
    {
        Assert.Equal(new Verdict.Failed("HTTP 404; not retried"), Decide(Response(404), 1));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(-100, 2)]
    [InlineData(7, 7)]
    [InlineData(86_400, 86_400)]
    [InlineData(90_000, 86_400)]
    public void Retry_after_can_only_make_it_later_and_at_most_24_hours(int askedSeconds, int expectedSeconds)
    {
        var result = Response(503) with { RetryAfter = Now.AddSeconds(askedSeconds) };

        var retry = Assert.IsType<Verdict.RetryAt>(Decide(result, 1));
        Assert.Equal(expectedSeconds, (retry.When - Now).TotalSeconds, 6);
    }

    [Fact]
    public void Retry_after_never_shortens_a_wait_of_more_than_24_hours()
    {
        var policy = RetryWaits.Custom([TimeSpan.FromDays(7)]).Value;
        Assert.NotNull(policy);
        var result = Response(429) with { RetryAfter = Now.AddDays(30) };

        var retry = Assert.IsType<Verdict.RetryAt>(VerdictRules.Decide(result, 1, policy, Now, 0));
        Assert.Equal(Now.AddDays(7), retry.When);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(500, false)]
    [InlineData(404, false)]
    [InlineData(200, false)]
    public void Trouble_is_what_says_that_the_receiver_is_overloaded(int status, bool trouble)
    {
        Assert.Equal(trouble, VerdictRules.IsTrouble(Response(status)));
    }

    [Fact]
    public void A_time_out_is_trouble_and_a_refused_connection_is_not()
    {
        Assert.True(VerdictRules.IsTrouble(Failure(FailureClass.Timeout)));
        Assert.False(VerdictRules.IsTrouble(Failure(FailureClass.Connect)));
    }

    private static Verdict Decide(AttemptResult result, int attempt) =>
        VerdictRules.Decide(result, attempt, RetryWaits.Standard, Now, 0);

    private static AttemptResult Response(int status) => new() { StartedAt = Now, Duration = TimeSpan.Zero, StatusCode = status };

    private static AttemptResult Failure(FailureClass failureClass) =>
        new() { StartedAt = Now, Duration = TimeSpan.Zero, FailureClass = failureClass, Error = "broken" };
}
