using Webhooks.Contracts;

namespace Webhooks.Core.History;

/// <summary>Which deliveries of a project to list; null = all.</summary>
/// <param name="State">One of <see cref="DeliveryState"/>.</param>
/// <param name="DestinationId">The destination's id; also of one that was deleted.</param>
/// <param name="EventType">The event's type.</param>
/// <param name="EventKey">One event.</param>
/// <param name="AgentId">The event's agent.</param>
/// <param name="From">The event happened at this time or later.</param>
/// <param name="To">The event happened before this time.</param>
/// <param name="StatusCode">The last recorded attempt was answered with this.</param>
/// <param name="FailureClass">The last recorded attempt failed this way.</param>
/// <param name="Text">Part of the destination's id, name or URL, or of the reason; upper and lower case are the same.</param>
/// <param name="DestinationNo">The destination.</param>
public sealed record DeliveryQuery(
    string? State = null, string? DestinationId = null, string? EventType = null, Guid? EventKey = null, string? AgentId = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, int? StatusCode = null, string? FailureClass = null, string? Text = null,
    long? DestinationNo = null)
{
    /// <summary>States that no waiting delivery has; <c>cancelled</c> may wait to be finished, its destination being deleted.</summary>
    private static readonly string?[] FinishedStates = [DeliveryState.Delivered, DeliveryState.Failed, DeliveryState.Expired];

    /// <summary>States that no finished delivery has.</summary>
    private static readonly string?[] WaitingStates =
        [DeliveryState.Pending, DeliveryState.Delivering, DeliveryState.Retrying, DeliveryState.Held];

    /// <summary>Only deliveries that are not finished, whatever their state.</summary>
    internal bool WaitingOnly { get; init; }

    /// <summary>Only deliveries that were finished at this time or later.</summary>
    internal DateTimeOffset? FinishedFrom { get; init; }

    /// <summary>
    /// Only deliveries that ended without success and that no user cancelled: those that failed and those that were held for too long.
    /// </summary>
    internal bool OnlyGivenUp { get; init; }

    /// <summary>The query can match finished deliveries only.</summary>
    internal bool OnlyFinished => OnlyGivenUp || FinishedFrom is not null || FinishedStates.Contains(State);

    /// <summary>The query can match waiting deliveries only.</summary>
    internal bool OnlyWaiting => WaitingOnly || WaitingStates.Contains(State);

    /// <summary>
    /// The query cannot match a finished delivery that was delivered: a delivered one ended with a complete 2xx response.
    /// </summary>
    internal bool OnlyUndelivered =>
        OnlyGivenUp || FailureClass is not null || StatusCode is < 200 or > 299
        || State is DeliveryState.Failed or DeliveryState.Expired or DeliveryState.Cancelled;

    /// <summary>The query has filters that need a look at each row: more than a time span or one event.</summary>
    internal bool LooksAtRows =>
        EventKey is null
        && (
            (State ?? DestinationId ?? EventType ?? AgentId ?? FailureClass ?? Text) is not null || StatusCode is not null
                || DestinationNo is not null || FinishedFrom is not null
            || OnlyGivenUp);
}
