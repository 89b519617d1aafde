using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Operations;

/// <summary>
/// Replay-missing: events that match a destination as it is now and were never fanned out to it, oldest first. A part is a number of
/// events looked at, few of which may be missing.
/// </summary>
internal sealed class ReplayMissingWork : IOperationWork
{
    public async Task<OperationPart> FindAsync(
        NpgsqlConnection connection, OpenOperation operation, int limit, CancellationToken cancellationToken)
    {
        // Operations of this kind are made with all three.
        var (destinationNo, since, until) =
            (operation.Selection.DestinationNo!.Value, operation.Selection.Since!.Value, operation.Selection.Until!.Value);
        if (await OperationReads.FindSubscriptionAsync(connection, destinationNo, cancellationToken) is not { } subscription)
        {
            return OperationPart.DestinationDeleted;
        }

        // No event has the first key of a moment: it is no version-7 UUID.
        var after = operation.Place?.EventKey ?? EventTime.FirstKeyOf(since);
        var events = await OperationReads.ListEventsAsync(
            connection, operation.ProjectNo, after, EventTime.FirstKeyOf(until), limit, cancellationToken);
        var matching = events.Where(one => SubscriptionMatcher.Matches(subscription, one.Type, one.AgentId))
            .Select(one => new DeliveryKey(one.Key, destinationNo)).ToList();
        return new OperationPart(
            await MissingDeliveries.FindAsync(connection, operation.ProjectNo, matching, cancellationToken),
            events.Count < limit ? null : new Keyset(events[^1].Key, 0, Backwards: true));
    }

    public Task<IReadOnlyList<DeliveryKey>> ApplyAsync(
        NpgsqlConnection connection, OpenOperation operation, IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancellationToken) =>
        MissingDeliveries.CreateAsync(connection, operation.ProjectNo, deliveries, cancellationToken);
}
