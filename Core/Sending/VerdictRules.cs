namespace Webhooks.Core.Sending;

/// <summary>
/// Decides the verdict on an attempt. Pure: time and randomness are arguments. The table, first row that fits:
/// <list type="table">
/// <item><term>complete 2xx</term><description>delivered</description></item>
/// <item><term>410</term><description>destination gone</description></item>
/// <item><term>408, 425, 429, 5xx</term><description>retry</description></item>
/// <item><term>other status that is not 2xx</term><description>failed, no retry</description></item>
/// <item><term>address not allowed</term><description>failed, no retry</description></item>
/// <item><term>any other failure class</term><description>retry</description></item>
/// </list>
/// A status outside 2xx counts even when its body broke off: the receiver has decided. A 2xx whose body never ended does not count as
/// accepted, because the time allowed for an attempt includes the body.
/// </summary>
public static class VerdictRules
{
    /// <summary>The latest a <c>Retry-After</c> header can move a retry to, counted from now.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>Jitter only ever adds, at most this share of the wait.</summary>
    public const double MaximumJitter = 0.2;

    /// <summary>The verdict on an attempt.</summary>
    /// <param name="result">The result of the attempt.</param>
    /// <param name="attemptNumber">Which attempt of the current round it was, from 1.</param>
    /// <param name="policy">The destination's retry policy.</param>
    /// <param name="now">The moment waits count from.</param>
    /// <param name="random">From 0 up to, not including, 1: the share of the maximum jitter to add.</param>
    public static Verdict Decide(AttemptResult result, int attemptNumber, RetryWaits policy, DateTimeOffset now, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attemptNumber, 1);
        if (result.IsSuccess)
        {
            return new Verdict.Delivered();
        }

        if (result.StatusCode is 410)
        {
            return new Verdict.DestinationGone("HTTP 410: the receiver says that it is gone for good");
        }

        if (!MayBeRetried(result))
        {
            return new Verdict.Failed(result.IsLoop
                ? $"{result.Explanation}: a loop, the event has come through too many triggers already; not retried"
                : $"{result.Explanation}; not retried");
        }

        return attemptNumber <= policy.Waits.Count
            ? new Verdict.RetryAt(NextAttempt(policy.Waits[attemptNumber - 1], result.RetryAfter, now, random), result.Explanation)
            : new Verdict.Failed($"{result.Explanation}; all {policy.MaxAttempts} attempts used up");
    }

    /// <summary>
    /// True when the answer says that the receiver is overloaded or away (429, 502, 503, 504, time-out): the destination's
    /// concurrency is to be halved.
    /// </summary>
    public static bool IsTrouble(AttemptResult result) =>
        result.FailureClass is FailureClass.Timeout || result.StatusCode is 429 or 502 or 503 or 504;

    /// <summary>
    /// True when the receiver was not there for the attempt, so that a retry may succeed; its breaker counts these. An answer that refuses
    /// the event says that the receiver is there.
    /// </summary>
    public static bool IsUnanswered(AttemptResult result) => !result.IsSuccess && MayBeRetried(result);

    private static bool MayBeRetried(AttemptResult result) => result.StatusCode switch
    {
        408 or 425 or 429 or (>= 500 and <= 599) => true,
        null or (>= 200 and <= 299) => result.FailureClass is not FailureClass.Blocked,
        _ => false,
    };

    private static DateTimeOffset NextAttempt(TimeSpan wait, DateTimeOffset? retryAfter, DateTimeOffset now, double random)
    {
        var when = now + (wait * (1 + (MaximumJitter * random)));
        if (retryAfter is not { } asked)
        {
            return when;
        }

        var latest = now + LongestRetryAfter;
        var limited = asked < latest ? asked : latest;
        return limited > when ? limited : when;
    }
}
