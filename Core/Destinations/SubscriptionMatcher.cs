
namespace Webhooks.Core.Destinations;

/// <summary>Decides which destinations an event goes to (seed: outbound webhooks, "Event types" and "Agent scoping").</summary>
public static class SubscriptionMatcher
{
    /// <summary>
    /// A destination gets the event when it subscribes to the type and is scoped to no agent or to this one. An event without an agent
    /// never matches a scoped destination. Paused destinations match: their deliveries are held.
    /// </summary>
    public static bool Matches(DestinationSubscription subscription, string type, string? agentId) =>
        subscription.EventTypes.Contains(type)
        && (subscription.AgentIds.Count == 0 || (agentId is not null && subscription.AgentIds.Contains(agentId)));

    /// <summary>The reasons why the destination does not get the event; none (0) when it gets it.</summary>
    public static MissReason WhyNot(DestinationSubscription subscription, string type, string? agentId) =>
        (subscription.EventTypes.Contains(type) ? 0 : MissReason.Type)
        | (subscription.AgentIds.Count == 0 || (agentId is not null && subscription.AgentIds.Contains(agentId)) ? 0 : MissReason.Agent);

    /// <summary>The numbers of the destinations that get the event.</summary>
    public static long[] Match(ProjectDestinations destinations, string type, string? agentId)
    {
        var matched = new List<long>(destinations.Subscriptions.Count);
        foreach (var subscription in destinations.Subscriptions)
        {
            if (Matches(subscription, type, agentId))
            {
                matched.Add(subscription.DestinationNo);
            }
        }

        return [.. matched];
    }
}
