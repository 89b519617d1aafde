using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>How a destination is doing, in words.</summary>
/// <param name="Level">Which colour it has: good, wait or bad.</param>
/// <param name="Title">In a word or two.</param>
/// <param name="Why">As a sentence or two.</param>
internal sealed record HealthWords(string Level, string Title, string Why)
{
    /// <summary>The name of an open circuit breaker, wherever one is shown.</summary>
    public const string BreakerOpen = "Circuit open";

    /// <summary>The Api counts no further.</summary>
    private const int MostInFlight = 1_000;

    /// <summary>The results of the latest attempts.</summary>
    public static string Lately(DestinationHealthResponse health)
    {
        var (failed, all) = (health.FailedLately, health.DeliveredLately + health.FailedLately);
        return (all, failed) switch
        {
            (0, _) => "No attempts",
            (1, 0) => "1 attempt succeeded",
            (1, _) => "1 attempt failed",
            (_, 0) => $"All {Success.Count(all)} attempts succeeded",
            _ when failed == all => $"All {Success.Count(all)} attempts failed",
            _ => $"{Success.RateOf(failed, all)} of {Success.Count(all)} attempts failed",
        };
    }

    /// <summary>Deliveries in flight, and how many may be at once.</summary>
    public static string InFlight(DestinationHealthResponse health)
    {
        var count = health.InFlight == 0 ? "None" : Success.Count(health.InFlight, isMore: health.InFlight >= MostInFlight);
        return health.Concurrency is { } most ? $"{count} (limit {Success.Count(most)})" : count;
    }

    /// <summary>The words for what the Api says.</summary>
    public static HealthWords Of(DestinationHealthResponse health) => health.State switch
    {
        DestinationHealthState.Healthy => new("good", "Healthy", "Sending normally."),
        DestinationHealthState.Failing => new(
            "bad",
            "Failing",
            "At least half of the attempts in the last 15 minutes failed. Sending continues; the retry policy decides what is retried."),
        DestinationHealthState.Open => new(
            "bad",
            BreakerOpen,
            "Sending paused (circuit open): too many attempts failed. Queued deliveries keep their place and retry count."),
        DestinationHealthState.Disabled => new(
            "bad",
            "Disabled",
            $"Disabled by the service: {health.Reason} Deliveries are held for up to 72 hours and sent when you enable the destination."),
        DestinationHealthState.Paused => new(
            "wait", "Paused", "Paused by a user. Deliveries are held for up to 72 hours and sent when you resume the destination."),
        _ => new("wait", health.State, ""),
    };
}
