using Webhooks.Core.Queue;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Integration;

/// <summary>Attempts that came out as a test needs them.</summary>
internal static class Outcomes
{
    public static FinishedAttempt Delivered(this ClaimedDelivery delivery) => Finish(delivery, 200, new Verdict.Delivered());

    public static FinishedAttempt RetryAt(this ClaimedDelivery delivery, DateTimeOffset when) =>
        Finish(delivery, 503, new Verdict.RetryAt(when, "HTTP 503"));

    public static FinishedAttempt Failed(this ClaimedDelivery delivery) =>
        Finish(delivery, 404, new Verdict.Failed("HTTP 404; not retried"));

    public static FinishedAttempt Gone(this ClaimedDelivery delivery) => Finish(delivery, 410, new Verdict.DestinationGone("HTTP 410"));

    private static FinishedAttempt Finish(ClaimedDelivery delivery, int status, Verdict verdict) => new(
        delivery,
        new AttemptResult
        {
            StartedAt = TimeProvider.System.GetUtcNow(),
            Duration = TimeSpan.FromMilliseconds(7),
            StatusCode = status,
            ResponseBody = [1, 2],
        },
        verdict);
}
