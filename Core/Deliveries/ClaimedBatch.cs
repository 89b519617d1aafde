namespace Webhooks.Core.Deliveries;

/// <summary>How many deliveries to claim of one destination at most, and where its queue begins as far as the worker knows.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Take">At most so many.</param>
/// <param name="NotBefore">
/// Nothing due earlier is looked at. The index still holds what was finished lately, and stepping over it again at every claim would cost
/// more than the claim. The default looks at everything.
/// </param>
public readonly record struct ClaimRequest(long DestinationNo, int Take, DateTimeOffset NotBefore = default);

/// <summary>What a claim got, and when each destination asked for has something due after now (absent = nothing is waiting).</summary>
public sealed record ClaimedBatch(IReadOnlyList<ClaimedDelivery> Deliveries, IReadOnlyDictionary<long, DateTimeOffset> NextDue);

/// <summary>A destination with waiting deliveries and when its first one is due.</summary>
public readonly record struct WaitingDestination(DueDestination Destination, DateTimeOffset DueAt);
