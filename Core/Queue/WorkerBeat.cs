using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>What a worker hears when it says that it lives.</summary>
/// <param name="DatabaseTime">The time that counts.</param>
/// <param name="IsKnown">False = it was given up for dead: its leases are being freed, and it has to go on under another id.</param>
/// <param name="Silent">Workers whose leases nobody has freed yet.</param>
public sealed record WorkerBeat(DateTimeOffset DatabaseTime, bool IsKnown, IReadOnlyList<Guid> Silent);

/// <summary>Leases of a worker that is given up, which were freed.</summary>
/// <param name="Count">How many deliveries.</param>
/// <param name="Destinations">Whose they are.</param>
public sealed record ReleasedLeases(long Count, IReadOnlyList<DueDestination> Destinations);
