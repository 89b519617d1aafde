using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Core.History;

/// <summary>New events, poll by poll. Bounded, as is the memory of known ones. Not thread-safe.</summary>
/// <param name="events">Where to look.</param>
/// <param name="projectNo">The project.</param>
/// <param name="query">Which events.</param>
/// <param name="from">Events from this time on.</param>
public sealed class EventTail(EventLog events, long projectNo, EventQuery query, DateTimeOffset from)
{
    /// <summary>How long after the time in its id a publish may commit, and so become visible.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private const int LookedAt = 200;

    private HashSet<Guid> known = [];
    private DateTimeOffset? polledAt;

    /// <summary>The events that earlier polls have not seen, oldest first.</summary>
    /// <param name="now">The time of this poll.</param>
    /// <param name="cancellationToken">Cancels; the next poll covers the time of this one.</param>
    public async Task<TailPoll<StoredEvent>> PollAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = polledAt is { } last && last - Overlap > from ? last - Overlap : from;
        var page = await events.ListAsync(
            projectNo, query with { From = query.From > since ? query.From : since }, Keyset.Start, LookedAt, cancellationToken);
        var fresh = page.Rows.Where(row => !known.Contains(row.Identity.Key)).Reverse().ToList();
        known = [.. page.Rows.Select(row => row.Identity.Key)];
        polledAt = now;
        return new TailPoll<StoredEvent>(fresh, page.Next is not null && fresh.Count == page.Rows.Count);
    }
}
