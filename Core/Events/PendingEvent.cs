using Webhooks.Core.Keys;

namespace Webhooks.Core.Events;

/// <summary>An event on its way into the store, with the fan-out that was decided for it.</summary>
internal sealed record PendingEvent(ProjectScope Project, StoredEvent Event, bool HasChosenId, long ProjectVersion, long[] Destinations)
{
    /// <summary>Its deliveries are left to the workers (<see cref="Destinations.FanOutQueue"/>).</summary>
    public bool IsPutOff { get; init; }

    /// <summary>The destinations that have something due as soon as it is stored.</summary>
    public IEnumerable<DueDestination> Due => IsPutOff ? [] : Destinations.Select(number => new DueDestination(Project.TenantNo, number));
}

/// <summary>The store's result for one pending event.</summary>
internal enum StoreResult
{
    /// <summary>Event and deliveries are durable; deliveries that are put off will be written later.</summary>
    Stored,

    /// <summary>The destinations changed after they were matched: match again.</summary>
    Stale,

    /// <summary>The project has an event of this id already.</summary>
    Taken,

    /// <summary>The project's backlog is at its limit.</summary>
    Full,
}
