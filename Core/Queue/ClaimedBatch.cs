using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>The most deliveries to claim of one destination, and where its queue begins as far as the worker knows.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Take">The most deliveries to claim.</param>
/// <param name="NotBefore">
/// Deliveries due earlier are not looked at. The index still holds entries of those finished lately, and stepping over them at every claim
/// would cost more than the claim. The default looks at everything.
/// </param>
/// <param name="Paced">The destination has a rate limit, as far as the worker knows; if this is false, nothing of such a destination is
/// claimed.</param>
public readonly record struct ClaimRequest(long DestinationNo, int Take, DateTimeOffset NotBefore = default, bool Paced = false);

/// <summary>
/// The deliveries a claim leased, and when each requested destination has its next one due after now (absent = nothing is waiting).
/// </summary>
public sealed record ClaimedBatch(IReadOnlyList<ClaimedDelivery> Deliveries, IReadOnlyDictionary<long, DateTimeOffset> NextDue)
{
    private static readonly IReadOnlyDictionary<long, ClaimedPace> NoPaces = new Dictionary<long, ClaimedPace>();

    /// <summary>The requested <see cref="ClaimRequest.Paced"/> destinations that have a rate limit.</summary>
    public IReadOnlyDictionary<long, ClaimedPace> Paces { get; init; } = NoPaces;

    /// <summary>Destinations that have a rate limit although they were not requested as paced; nothing of them was claimed.</summary>
    public IReadOnlyList<long> UnknownPaces { get; init; } = [];

    /// <summary>When the claim began.</summary>
    public DateTimeOffset DatabaseTime { get; init; }
}

/// <summary>How far the send slots of a destination with a limit are reserved.</summary>
/// <param name="MaxPerSecond">Its limit.</param>
/// <param name="NextAt">The first send slot that is still free.</param>
/// <param name="DatabaseTime">The database's time of this state.</param>
public readonly record struct ClaimedPace(double MaxPerSecond, DateTimeOffset NextAt, DateTimeOffset DatabaseTime)
{
    /// <summary>Between two send slots.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / MaxPerSecond);

    /// <summary>No send slot is left within the time that may be claimed ahead, though deliveries may still be due.</summary>
    public bool IsUsedUp => NextAt >= DatabaseTime + DeliveryQueue.ClaimedAhead - TimeSpan.FromMilliseconds(1);
}

/// <summary>A destination with waiting deliveries.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="DueAt">When its first one is due.</param>
/// <param name="IsOpen">Its breaker is open, and one delivery may be tried.</param>
public readonly record struct WaitingDestination(DueDestination Destination, DateTimeOffset DueAt, bool IsOpen = false);
