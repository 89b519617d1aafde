using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using EventLog = Webhooks.Core.Events.EventLog;

namespace Webhooks.Api.Events;

/// <summary>
/// Completes stored events with what people want to see beside them: their deliveries, and why destinations did not match.
/// </summary>
internal sealed class EventEntries(EventLog events, DeliveryLog deliveries)
{
    /// <summary>Deliveries, or reasons, shown with each event of a list.</summary>
    private const int ShownInList = 5;

    /// <summary>Deliveries, or reasons, shown with one event; the list of deliveries pages through more.</summary>
    private const int ShownWithOne = 100;

    public async Task<IReadOnlyList<EventLogEntry>> OfAsync(
        long projectNo, IReadOnlyList<StoredEvent> rows, CancellationToken cancellationToken) =>
    [
        .. (await CompleteAsync(projectNo, rows, ShownInList, cancellationToken))
            .Select(row => EventResponses.EntryOf(row.Event, row.Deliveries, row.Unmatched)),
    ];

    public async Task<EventLogDetail> OfAsync(long projectNo, StoredEvent stored, CancellationToken cancellationToken)
    {
        var (_, shown, unmatched) = (await CompleteAsync(projectNo, [stored], ShownWithOne, cancellationToken))[0];
        return EventResponses.DetailOf(stored, shown, unmatched);
    }

    private async Task<IReadOnlyList<(
        StoredEvent Event, EventDeliveries Deliveries, IReadOnlyList<UnmatchedDestination>? Unmatched)>> CompleteAsync(
        long projectNo, IReadOnlyList<StoredEvent> rows, int shown, CancellationToken cancellationToken)
    {
        var matched = rows.Where(row => row.Matched > 0).Select(row => row.Identity.Key).ToList();
        var deliveriesOf = await deliveries.OfEventsAsync(projectNo, matched, shown, cancellationToken);
        var missed = rows.SelectMany(row => row.Missed?.First.Take(shown) ?? []).Select(one => one.DestinationNo).ToHashSet();
        var ids = await events.FindDestinationIdsAsync(missed, cancellationToken);
        return
        [
            .. rows.Select(
                row => (row, deliveriesOf.GetValueOrDefault(row.Identity.Key, EventDeliveries.None), UnmatchedOf(row, ids, shown))),
        ];
    }

    private static List<UnmatchedDestination>? UnmatchedOf(StoredEvent stored, IReadOnlyDictionary<long, string> ids, int shown) =>
        stored.Matched > 0
        ? null
        : [.. from one in stored.Missed?.First.Take(shown) ?? []
              where ids.ContainsKey(one.DestinationNo)
              select new UnmatchedDestination(ids[one.DestinationNo], EventResponses.ReasonOf(one.Reason, stored))];
}
