namespace Webhooks.DeliveryWorker;

/// <summary>What one worker's engine is doing at this moment, for the people who run it. Of this worker only, and from memory.</summary>
/// <param name="Worker">Machine and process.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Claimed">Deliveries leased by this worker, from the claim to the record: in flight, waiting for a place, or being recorded.</param>
/// <param name="Due">Destinations known to have something due that this worker has not claimed yet.</param>
/// <param name="Busiest">The destinations with the most to do, most first; at most <see cref="MaxDestinations"/>.</param>
internal sealed record EngineFigures(string Worker, int InFlight, int Claimed, int Due, IReadOnlyList<LaneFigures> Busiest)
{
    /// <summary>More would be no page to look at.</summary>
    public const int MaxDestinations = 100;
}
