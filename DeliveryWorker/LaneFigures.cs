namespace Webhooks.DeliveryWorker;

/// <summary>What one worker is doing for one destination at this moment.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="InFlight">Attempts under way.</param>
/// <param name="Cap">Attempts under way allowed: grows with success, halves on trouble.</param>
/// <param name="Waiting">Claimed, waiting for a place.</param>
/// <param name="IsDue">Something is due that is not claimed yet.</param>
internal sealed record LaneFigures(long DestinationNo, int InFlight, int Cap, int Waiting, bool IsDue);
