namespace Webhooks.Core.Destinations;

/// <summary>What fan-out needs to know of one destination.</summary>
public sealed record DestinationSubscription(long DestinationNo, IReadOnlyList<string> EventTypes, IReadOnlyList<string> AgentIds);

/// <summary>The destinations of a project as they were at one version of the project.</summary>
public sealed record ProjectDestinations(long ProjectNo, long Version, IReadOnlyList<DestinationSubscription> Subscriptions);
