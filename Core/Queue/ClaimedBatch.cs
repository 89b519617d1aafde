using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>How many deliveries to claim of one destination at most, and where its queue begins as far as the worker knows.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Take">At most so many.</param>
/// <param name="NotBefore">
/// Nothing due earlier is looked at. The index still holds what was finished lately, and stepping over it again at every claim would cost
/// more than the claim. The default looks at everything.
/// </param>
/// <param name="Paced">The destination has a limit a second, as far as the worker knows; without it nothing of such a destination is
/// claimed.</param>
public readonly record struct ClaimRequest(long DestinationNo, int Take, DateTimeOffset NotBefore = default, bool Paced = false);

/// <summary>What a claim got, and when each destination asked for has something due after now (absent = nothing is waiting).</summary>
public sealed record ClaimedBatch(IReadOnlyList<ClaimedDelivery> Deliveries, IReadOnlyDictionary<long, DateTimeOffset> NextDue)
{
    private static readonly IReadOnlyDictionary<long, ClaimedPace> NoPaces = new Dictionary<long, ClaimedPace>();

    /// <summary>The destinations asked for as <see cref="ClaimRequest.Paced"/> that have a limit a second.</summary>
    public IReadOnlyDictionary<long, ClaimedPace> Paces { get; init; } = NoPaces;

    /// <summary>Destinations that have a limit a second although they were not asked for as such; nothing of them was claimed.</summary>
    public IReadOnlyList<long> UnknownPaces { get; init; } = [];

    /// <summary>When the claim began.</summary>
    public DateTimeOffset DatabaseTime { get; init; }
}

/// <summary>How far the send slots of a destination with a limit are given away.</summary>
/// <param name="MaxPerSecond">Its limit.</param>
/// <param name="NextAt">The first send slot that is still free.</param>
/// <param name="DatabaseTime">When that was so.</param>
public readonly record struct ClaimedPace(double MaxPerSecond, DateTimeOffset NextAt, DateTimeOffset DatabaseTime)
{
    /// <summary>Between two send slots.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / MaxPerSecond);

    /// <summary>No send slot is left within the time that may be claimed ahead; deliveries may well be.</summary>
    public bool IsUsedUp => NextAt >= DatabaseTime + DeliveryQueue.ClaimedAhead - TimeSpan.FromMilliseconds(1);
}

/// <summary>A destination with waiting deliveries.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="DueAt">When its first one is due.</param>
/// <param name="IsOpen">Its breaker is open, and one of them may be tried.</param>
public readonly record struct WaitingDestination(DueDestination Destination, DateTimeOffset DueAt, bool IsOpen = false);
