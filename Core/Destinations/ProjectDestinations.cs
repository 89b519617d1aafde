
namespace Webhooks.Core.Destinations;

/// <summary>What fan-out needs to know of one destination.</summary>
public sealed record DestinationSubscription(long DestinationNo, IReadOnlyList<string> EventTypes, IReadOnlyList<string> AgentIds)
{
    private const int ObjectBytes = 96;

    /// <summary>About what it takes in memory.</summary>
    internal long Bytes => ObjectBytes + BytesOf(EventTypes) + BytesOf(AgentIds);

    private static long BytesOf(IReadOnlyList<string> texts) => texts.Sum(static text => 32 + (2L * text.Length));
}

/// <summary>The destinations of a project as they were at one version of the project.</summary>
public sealed record ProjectDestinations(long ProjectNo, long Version, IReadOnlyList<DestinationSubscription> Subscriptions)
{
    /// <summary>About what it takes in memory.</summary>
    internal long Bytes => Subscriptions.Sum(static subscription => subscription.Bytes);
}
