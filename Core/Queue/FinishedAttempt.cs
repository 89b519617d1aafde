using Webhooks.Core.Sending;

namespace Webhooks.Core.Queue;

/// <summary>An attempt with its verdict, to be recorded.</summary>
public sealed record FinishedAttempt(ClaimedDelivery Delivery, AttemptResult Result, Verdict Verdict)
{
    /// <summary>The agent's reply; null = none, or the delivery is not an agent's.</summary>
    public string? Reply { get; init; }

    /// <summary>
    /// The version of the destination whose settings it was made with: that of the claim, or a later one when the destination was changed
    /// between claim and attempt.
    /// </summary>
    public long SentVersion { get; init; } = Delivery.DestinationVersion;
}
