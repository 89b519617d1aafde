using System.Diagnostics;
using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Events;

/// <summary>A transaction under way that may store events. Made by <see cref="EventTransactionRunner"/>, which commits it.</summary>
public sealed class EventTransaction
{
    private readonly ProjectDestinations destinations;
    private readonly TimeProvider clock;
    private readonly List<PendingEvent> stored = [];
    private readonly List<DueDestination> due = [];
    private long fannedOut;

    internal EventTransaction(NpgsqlConnection connection, ProjectScope project, ProjectDestinations destinations, TimeProvider clock)
    {
        Connection = connection;
        Project = project;
        this.destinations = destinations;
        this.clock = clock;
    }

    /// <summary>The project of everything it stores.</summary>
    public ProjectScope Project { get; }

    internal NpgsqlConnection Connection { get; }

    internal IReadOnlyList<PendingEvent> Stored => stored;

    /// <summary>Destinations with something due beyond the deliveries of <see cref="Stored"/>.</summary>
    internal IReadOnlyList<DueDestination> Due => due;

    /// <summary>Everything it stores is due from this time on.</summary>
    internal DateTimeOffset DueFrom { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The current time, not the start of the transaction, which may have waited for other transactions.</summary>
    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Stores events with their deliveries, all in one statement. The outcomes are in the order of the events.</summary>
    public async Task<IReadOnlyList<PublishOutcome>> PublishAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var pending = events.Select(newEvent => Prepare(newEvent, EventIdentity.At(Now, newEvent.Id))).ToList();
        var results = await StoreAsync(pending, cancellationToken);
        var outcomes = new List<PublishOutcome>(pending.Count);
        foreach (var (index, item) in pending.Index())
        {
            outcomes.Add(results[index] == StoreResult.Stored
                ? new PublishOutcome.Accepted(item.Event)
                : new PublishOutcome.Repeated(await FindFirstAsync(item, cancellationToken)));
        }

        return outcomes;
    }

    /// <summary>Stores an event with its deliveries. It has no chosen id, so it cannot repeat another event.</summary>
    internal async Task FireAsync(NewEvent newEvent, EventIdentity identity, CancellationToken cancellationToken)
    {
        Debug.Assert(newEvent.Id is null, "Events with chosen ids are published.");
        await StoreAsync([Prepare(newEvent, identity)], cancellationToken);
    }

    /// <summary>Makes the commit wake the workers for a destination with something due from this time on.</summary>
    internal void Wake(DueDestination destination, DateTimeOffset dueAt)
    {
        due.Add(destination);
        DueFrom = dueAt < DueFrom ? dueAt : DueFrom;
    }

    private PendingEvent Prepare(NewEvent newEvent, EventIdentity identity)
    {
        var matched = SubscriptionMatcher.Match(destinations, newEvent.Type, newEvent.AgentId);
        var missed = MissedDestinations.IfNone(matched, destinations, newEvent.Type, newEvent.AgentId);
        var made = new StoredEvent(
            identity, newEvent.Type, newEvent.AgentId, matched.Length, newEvent.Trace, Envelope.Write(newEvent, identity), missed)
        {
            Hops = newEvent.Hops,
        };
        var isPutOff = FanOutRules.IsPutOff(fannedOut, matched.Length, FanOutRules.MostAtOnce, FanOutRules.MostAtOnce);
        fannedOut += isPutOff ? 0 : matched.Length;
        return new PendingEvent(Project, made, newEvent.Id is not null, destinations.Version, matched) { IsPutOff = isPutOff };
    }

    private async Task<StoreResult[]> StoreAsync(List<PendingEvent> pending, CancellationToken cancellationToken)
    {
        if (pending.Count == 0)
        {
            return [];
        }

        var results = await EventStore.StoreAsync(Connection, pending, cancellationToken);
        if (results.Contains(StoreResult.Stale))
        {
            throw new OutdatedTransactionException();
        }

        foreach (var item in pending.Where((_, index) => results[index] == StoreResult.Stored))
        {
            stored.Add(item);
            DueFrom = item.Event.Identity.Timestamp < DueFrom ? item.Event.Identity.Timestamp : DueFrom;
        }

        return results;
    }

    /// <summary>
    /// The id was taken, so its event is there, unless its day was dropped between the two statements: then the whole transaction is done
    /// again.
    /// </summary>
    private async Task<StoredEvent> FindFirstAsync(PendingEvent pending, CancellationToken cancellationToken) =>
        await EventLog.FindChosenAsync(Connection, Project.ProjectNo, pending.Event.Identity.Id, cancellationToken)
        ?? throw new OutdatedTransactionException();
}
