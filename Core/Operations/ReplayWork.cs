using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Operations;

/// <summary>
/// Replay: one event to each destination that matches it now. Destinations that already received it get it again, the others get it for the
/// first time.
/// </summary>
internal sealed class ReplayWork(DestinationDirectory destinations) : IOperationWork
{
    public async Task<OperationPart> FindAsync(
        NpgsqlConnection connection, OpenOperation operation, int limit, CancellationToken cancellationToken)
    {
        // Operations of this kind are made with an event.
        var key = operation.Selection.EventKey!.Value;
        if (await OperationReads.FindEventAsync(connection, operation.ProjectNo, key, cancellationToken) is not { } stored
            || await destinations.ReloadAsync(operation.ProjectNo, cancellationToken) is not { } now)
        {
            return new OperationPart([], null, "The event is not stored any more.");
        }

        var place = operation.Place?.DestinationNo ?? 0;
        List<DeliveryKey> matched =
        [
            .. SubscriptionMatcher.Match(now, stored.Type, stored.AgentId).Order().Where(number => number > place)
                .Take(limit + 1).Select(number => new DeliveryKey(key, number)),
        ];
        return matched.Count <= limit
            ? new OperationPart(matched, null)
            : new OperationPart(matched[..limit], new Keyset(key, matched[limit - 1].DestinationNo, Backwards: true));
    }

    public async Task<IReadOnlyList<DeliveryKey>> ApplyAsync(
        NpgsqlConnection connection, OpenOperation operation, IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancellationToken)
    {
        var outcomes = await DeliveryRepair.ResendAsync(connection, operation.ProjectNo, deliveries, cancellationToken);
        var created = await MissingDeliveries.CreateAsync(
            connection,
            operation.ProjectNo,
            [.. outcomes.Where(one => one.Outcome is RepairOutcome.NotFound).Select(one => one.Delivery)],
            cancellationToken);
        return [.. outcomes.Where(one => one.Outcome is RepairOutcome.Done).Select(one => one.Delivery), .. created];
    }
}
