namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>The current figures of one worker's engine, for the operators of the service. Only for this worker, and from memory.</summary>
/// <param name="Worker">Machine and process.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Claimed">Deliveries leased by this worker, from the claim to the record: in flight, waiting for a place, or being
/// recorded.</param>
/// <param name="Due">Destinations known to have something due that this worker has not claimed yet.</param>
/// <param name="Busiest">The destinations with the most to do, most first; at most <see cref="MaxDestinations"/>.</param>
internal sealed record EngineFigures(string Worker, int InFlight, int Claimed, int Due, IReadOnlyList<LaneFigures> Busiest)
{
    /// <summary>More would not fit a readable page.</summary>
    public const int MaxDestinations = 100;
}

/// <summary>The current figures of one destination in one worker.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Cap">Attempts under way allowed: grows with success, halves on trouble.</param>
/// <param name="Waiting">Claimed, waiting for a place.</param>
/// <param name="IsDue">Something is due that is not claimed yet.</param>
internal sealed record LaneFigures(long DestinationNo, int InFlight, int Cap, int Waiting, bool IsDue);
