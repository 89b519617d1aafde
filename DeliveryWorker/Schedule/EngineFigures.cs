namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>What one worker's engine is doing at this moment, for the people who run it. Of this worker only, and from memory.</summary>
/// <param name="Worker">Machine and process.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Claimed">Deliveries leased by this worker, from the claim to the record: in flight, waiting for a place, or being
/// recorded.</param>
/// <param name="Due">Destinations known to have something due that this worker has not claimed yet.</param>
/// <param name="Busiest">The destinations with the most to do, most first; at most <see cref="MaxDestinations"/>.</param>
internal sealed record EngineFigures(string Worker, int InFlight, int Claimed, int Due, IReadOnlyList<LaneFigures> Busiest)
{
    /// <summary>More would be no page to look at.</summary>
    public const int MaxDestinations = 100;
}

/// <summary>What one worker is doing for one destination at this moment.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Cap">Attempts under way allowed: grows with success, halves on trouble.</param>
/// <param name="Waiting">Claimed, waiting for a place.</param>
/// <param name="IsDue">Something is due that is not claimed yet.</param>
internal sealed record LaneFigures(long DestinationNo, int InFlight, int Cap, int Waiting, bool IsDue);
