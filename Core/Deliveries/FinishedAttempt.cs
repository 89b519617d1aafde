using Webhooks.Core.Attempts;

namespace Webhooks.Core.Deliveries;

/// <summary>An attempt with what was decided about it; what is recorded.</summary>
public sealed record FinishedAttempt(ClaimedDelivery Delivery, AttemptResult Result, Verdict Verdict);
