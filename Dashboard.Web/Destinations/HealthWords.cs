using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>How a destination is doing, in words.</summary>
/// <param name="Level">Which colour it has: good, wait or bad.</param>
/// <param name="Title">In a word or two.</param>
/// <param name="Why">As a sentence or two.</param>
internal sealed record HealthWords(string Level, string Title, string Why)
{
    /// <summary>What is said of an open breaker, wherever one is shown.</summary>
    public const string BreakerOpen = "Breaker open";

    /// <summary>The Api counts no further.</summary>
    private const int MostInFlight = 1_000;

    /// <summary>What became of the latest attempts.</summary>
    public static string Lately(DestinationHealthResponse health)
    {
        var (failed, all) = (health.FailedLately, health.DeliveredLately + health.FailedLately);
        return (all, failed) switch
        {
            (0, _) => "Nothing was sent",
            (1, 0) => "The only attempt was taken",
            (1, _) => "The only attempt failed",
            (_, 0) => $"All {Success.Count(all)} attempts were taken",
            _ when failed == all => $"All {Success.Count(all)} attempts failed",
            _ => $"{Success.RateOf(failed, all)} of {Success.Count(all)} attempts failed",
        };
    }

    /// <summary>What is being sent, or about to be, and how much may be at once.</summary>
    public static string InFlight(DestinationHealthResponse health)
    {
        var count = health.InFlight == 0 ? "Nothing" : Success.Count(health.InFlight, isMore: health.InFlight >= MostInFlight);
        return health.Concurrency is { } most ? $"{count}, at most {Success.Count(most)} at once" : count;
    }

    /// <summary>The words for what the Api says.</summary>
    public static HealthWords Of(DestinationHealthResponse health) => health.State switch
    {
        DestinationHealthState.Healthy => new("good", "Healthy", "Everything that is due is sent."),
        DestinationHealthState.Failing => new(
            "bad", "Failing", "At least half of the attempts of the last 15 minutes failed. Everything that is due is sent; the retry policy says what is tried again."),
        DestinationHealthState.Open => new(
            "bad", BreakerOpen, "So many attempts failed that nothing is sent for now. What waits keeps its place and uses up no attempt."),
        DestinationHealthState.Disabled => new(
            "bad", "Disabled", $"The service disabled it: {health.Reason} Deliveries are held for up to 72 hours, and sent when it is enabled again."),
        DestinationHealthState.Paused => new(
            "wait", "Paused", "Somebody paused it. Deliveries are held for up to 72 hours, and sent when it is resumed."),
        _ => new("wait", health.State, ""),
    };
}
