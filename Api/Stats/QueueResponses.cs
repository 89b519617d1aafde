using Webhooks.Client;
using Webhooks.Core.Database;
using Webhooks.Core.History;

namespace Webhooks.Api.Stats;

/// <summary>What waits, as the API shows it.</summary>
internal static class QueueResponses
{
    /// <summary>Agents have a row among the destinations too; what waits for them counts, but they are not shown as destinations.</summary>
    public static QueueResponse Of(long waiting, bool isMore, IReadOnlyList<DestinationCount> counts, long limit) => new(
        waiting,
        isMore,
        counts.FirstOrDefault(count => count.Enabled)?.OldestDueAt,
        [.. counts.Where(count => count.Kind == DestinationKinds.Receiver)
            .Select(count => new QueuedDestination(count.DestinationId, count.Waiting, count.IsMore, !count.Enabled, count.OldestDueAt))],
        limit);
}
