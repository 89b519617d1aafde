namespace Webhooks.Core.Queue;

/// <summary>How much one worker may have in flight at a destination.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Concurrency">Attempts in flight at most, 1 to 1,000.</param>
public readonly record struct DestinationCap(long DestinationNo, short Concurrency);
