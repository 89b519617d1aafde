namespace Webhooks.Core.Deliveries;

/// <summary>What a commit tells the workers.</summary>
/// <param name="Destinations">They have, or may have, deliveries due.</param>
/// <param name="DueFrom">
/// What the commit added is due from this time on, which may be well before the commit: workers begin their claims there. null = not known.
/// </param>
public sealed record DueNotice(IReadOnlyCollection<DueDestination> Destinations, DateTimeOffset? DueFrom);
