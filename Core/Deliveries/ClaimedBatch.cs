namespace Webhooks.Core.Deliveries;

/// <summary>How many deliveries to claim of one destination at most.</summary>
public readonly record struct ClaimRequest(long DestinationNo, int Take);

/// <summary>What a claim got, and when each destination asked for has something due after now (absent = nothing is waiting).</summary>
public sealed record ClaimedBatch(IReadOnlyList<ClaimedDelivery> Deliveries, IReadOnlyDictionary<long, DateTimeOffset> NextDue);

/// <summary>A destination with waiting deliveries and when its first one is due.</summary>
public readonly record struct WaitingDestination(DueDestination Destination, DateTimeOffset DueAt);
