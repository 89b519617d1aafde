using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>How a destination does, and why one may say so.</summary>
/// <param name="Level">Which colour it has: good, wait, bad or plain.</param>
/// <param name="Title">In a word or two.</param>
/// <param name="Why">As a sentence.</param>
internal sealed record DestinationHealth(string Level, string Title, string Why)
{
    /// <summary>From how many of a hundred attempts on all is well.</summary>
    private const double WellFrom = 0.99;

    /// <summary>Judges by what is known.</summary>
    /// <param name="isEnabled">Whether it gets deliveries.</param>
    /// <param name="disabledReason">Why the service disabled it; null when it did not.</param>
    /// <param name="counts">Attempts of the time that is shown.</param>
    /// <param name="time">That time in words, as after "the last", such as <c>6 hours</c>.</param>
    public static DestinationHealth Of(bool isEnabled, string? disabledReason, StatsCounts? counts, string time)
    {
        if (!isEnabled)
        {
            return disabledReason is null
                ? new("wait", "Paused", "Somebody paused it. Deliveries are held for up to 72 hours, and sent when it is resumed.")
                : new("bad", "Disabled", $"The service disabled it: {disabledReason} Deliveries are held for up to 72 hours, and sent when it is resumed.");
        }

        var all = counts is null ? 0 : Success.AttemptsOf(counts);
        if (counts is null || all == 0)
        {
            return new("plain", "Quiet", $"Nothing was sent in the last {time}.");
        }

        var of = $"{Success.RateOf(counts)} of {Success.Count(all)} attempts in the last {time} were taken";
        return counts.Delivered == 0
            ? new("bad", "Failing", $"None of {Success.Count(all)} attempts in the last {time} was taken.")
            : counts.Delivered >= all * WellFrom
                ? new("good", "Healthy", $"{of}.")
                : new("wait", "Unsteady", $"{of}; see the newest deliveries for the reasons.");
    }
}
