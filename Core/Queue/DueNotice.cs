using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>What a commit tells the workers.</summary>
/// <param name="Destinations">They have, or may have, deliveries due.</param>
/// <param name="DueFrom">
/// What the commit added is due from this time on, which may be well before the commit: workers begin their claims there. null = not known.
/// </param>
/// <param name="HasFanOut">Deliveries are to be made that were put off.</param>
public sealed record DueNotice(IReadOnlyCollection<DueDestination> Destinations, DateTimeOffset? DueFrom, bool HasFanOut = false);
