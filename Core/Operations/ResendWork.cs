using Npgsql;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Operations;

/// <summary>Resend and recover: existing deliveries, the oldest event first, each of them once even if it fails again meanwhile.</summary>
internal sealed class ResendWork : IOperationWork
{
    public async Task<OperationPart> FindAsync(
        NpgsqlConnection connection, OpenOperation operation, int limit, CancellationToken cancellationToken)
    {
        var selection = operation.Selection;
        if (selection.Keys is { } keys)
        {
            return NamedFrom(operation.Place, keys, limit);
        }

        if (selection.DestinationNo is { } destinationNo
            && await OperationReads.FindSubscriptionAsync(connection, destinationNo, cancellationToken) is null)
        {
            return OperationPart.DestinationDeleted;
        }

        var page = await DeliveryLog.ListAsync(
            connection, operation.ProjectNo, QueryOf(selection), operation.Place ?? Keyset.End, limit, cancellationToken);
        return new OperationPart([.. page.Rows.Select(row => new DeliveryKey(row.EventKey, row.DestinationNo)).Reverse()], page.Previous);
    }

    public async Task<IReadOnlyList<DeliveryKey>> ApplyAsync(
        NpgsqlConnection connection, OpenOperation operation, IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancellationToken)
    {
        var outcomes = await DeliveryRepair.ResendAsync(connection, operation.ProjectNo, deliveries, cancellationToken);
        return [.. outcomes.Where(one => one.Outcome is RepairOutcome.Done).Select(one => one.Delivery)];
    }

    /// <summary>The deliveries a selection by filter or by destination stands for.</summary>
    internal static DeliveryQuery QueryOf(OperationSelection selection) =>
        selection.Query is { } query
            ? query with { To = query.To < selection.Until ? query.To : selection.Until }
            : new DeliveryQuery(From: selection.Since, To: selection.Until, DestinationNo: selection.DestinationNo) { OnlyGivenUp = true };

    private static OperationPart NamedFrom(Keyset? place, IReadOnlyList<DeliveryKey> keys, int limit)
    {
        List<DeliveryKey> rest =
        [
            .. keys.Distinct().Where(key => place is not { } from || PlaceOf(key).ComparePlaceTo(from) > 0)
                .OrderBy(key => key.EventKey).ThenBy(key => key.DestinationNo).Take(limit + 1),
        ];
        return rest.Count <= limit ? new OperationPart(rest, null) : new OperationPart(rest[..limit], PlaceOf(rest[limit - 1]));
    }

    private static Keyset PlaceOf(DeliveryKey key) => new(key.EventKey, key.DestinationNo, Backwards: true);
}
