using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Deliveries;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class AttemptWordsTests
{
    public static TheoryData<AttemptTimings, string> Waterfalls => new()
    {
        { new AttemptTimings { DnsMs = 10, ConnectMs = 20, TlsMs = 30, FirstByteMs = 90, TotalMs = 100 }, "dns 0+10 connect 10+20 tls 30+30 wait 60+30 read 90+10" },
        { new AttemptTimings { RepeatMs = 10, ConnectMs = 20, FirstByteMs = 80, TotalMs = 100 }, "lost 0+10 connect 10+20 wait 30+50 read 80+20" },
        { new AttemptTimings { FirstByteMs = 8, TotalMs = 10 }, "wait 0+80 read 80+20" },
        { new AttemptTimings { DnsMs = 5, TotalMs = 50 }, "dns 0+10 wait 10+90" },
        { new AttemptTimings { ConnectMs = 80, FirstByteMs = 20, TotalMs = 40 }, "wait 0+50 read 50+50" },
        { new AttemptTimings { TotalMs = 0 }, "wait 0+0" },
    };

    [Theory]
    [MemberData(nameof(Waterfalls))]
    public void Phases_follow_one_another_and_fill_the_attempt(AttemptTimings timings, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', PhaseBars.Of(timings).Select(bar => FormattableString.Invariant($"{bar.Kind} {bar.Offset}+{bar.Width}"))));

    [Theory]
    [InlineData(0.44, "0.4 ms")]
    [InlineData(9.96, "10.0 ms")]
    [InlineData(1234.4, "1,234 ms")]
    [InlineData(12_340, "12.3 s")]
    public void Time_is_said_as_precisely_as_people_need_it(double milliseconds, string expected) =>
        Assert.Equal(expected, AttemptWords.Duration(milliseconds));

    [Fact]
    public void An_attempt_that_was_sent_twice_says_so()
    {
        Assert.Contains(
            "lost after 3.0 ms", AttemptWords.Repeat(new AttemptTimings { RepeatMs = 3, TotalMs = 10 }), StringComparison.Ordinal);
        Assert.Null(AttemptWords.Repeat(new AttemptTimings { TotalMs = 10 }));
    }

    [Fact]
    public void Every_failure_has_a_name_and_an_advice()
    {
        foreach (var failure in Core.Sending.FailureClassNames.All)
        {
            Assert.NotEqual(failure, AttemptWords.FailureName(failure));
            Assert.NotNull(AttemptWords.Advice(Attempt("retry", null, failure)));
        }

        Assert.Equal(Core.Sending.FailureClassNames.All, DeliveryView.FailureClasses);
    }

    [Theory]
    [InlineData("retry", 503, null, "HTTP 503", "returned a server error. Check its logs.")]
    [InlineData("failed", 302, null, "HTTP 302", "Redirects are not followed")]
    [InlineData("failed", 401, null, "HTTP 401", "signing secret")]
    [InlineData("failed", 422, null, "HTTP 422", "refused")]
    [InlineData("retry", 200, "timeout", "HTTP 200, time-out", "longer time-out")]
    [InlineData("retry", null, "dns", "host not found", "host name")]
    [InlineData("delivered", 204, null, "HTTP 204", null)]
    public void Attempt_is_told_with_what_to_look_at_first(string verdict, int? status, string? failure, string outcome, string? advice)
    {
        var attempt = Attempt(verdict, status, failure);

        Assert.Equal(outcome, AttemptWords.Outcome(attempt));
        Assert.Contains(advice ?? "", AttemptWords.Advice(attempt) ?? "", StringComparison.Ordinal);
        Assert.Equal(advice is null, AttemptWords.Advice(attempt) is null);
    }

    [Theory]
    [InlineData(
        null, "tls", "TLS: the certificate is for a different host", "TLS failed after 76 ms: the certificate is for a different host.")]
    [InlineData(null, "timeout", "timed out after 10 s", "No response after 76 ms: timed out after 10 s.")]
    [InlineData(200, "too_large", "response headers too large", "HTTP 200 after 76 ms: response headers too large.")]
    [InlineData(503, null, "HTTP 503", "HTTP 503 after 76 ms.")]
    public void A_test_says_what_came_of_it_when_and_why(int? status, string? failure, string error, string expected) => Assert.Equal(
        expected,
        AttemptWords.Outcome(new TestResponse(false, status, error) { FailureClass = failure, DurationMs = 76 }));

    private static AttemptResponse Attempt(string verdict, int? status, string? failure) => new()
    {
        Number = 1,
        StartedAt = default,
        DurationMs = 1,
        Verdict = verdict,
        StatusCode = status,
        FailureClass = failure,
        Timings = new AttemptTimings { TotalMs = 1 },
    };
}
