using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Core.History;

/// <summary>
/// The changes in the list of deliveries, poll by poll: new ones, and every state a poll finds a known one in. Each poll looks at (1) the
/// deliveries of the newest events, (2) the newest waiting ones, (3) those it knew as waiting and did not find yet; it returns the
/// differences from the last poll. All three are bounded, and so is the memory of known ones. Not thread-safe.
/// </summary>
/// <param name="log">Where to look.</param>
/// <param name="projectNo">The project.</param>
/// <param name="query">Which deliveries; the parts of one that can change are compared poll by poll.</param>
/// <param name="openedAt">Deliveries from before this time are known, not new.</param>
/// <param name="resumeFrom">The time of the last poll whose answer was received; null = begins now. When resumed, unfinished deliveries are
/// reported again.</param>
public sealed class DeliveryTail(DeliveryLog log, long projectNo, DeliveryQuery query, DateTimeOffset openedAt, DateTimeOffset? resumeFrom)
{
    /// <summary>How long after the time in its id a publish may commit, and so become visible.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private const int NewestLookedAt = 1_000;
    private const int WaitingLookedAt = 500;
    private const int MostKnown = 3_000;

    private readonly DeliveryQuery lasting = query with { State = null, StatusCode = null, FailureClass = null, Text = null };
    private readonly Dictionary<(Guid EventKey, long DestinationNo), DeliveryRow> known = [];
    private DateTimeOffset polledAt = resumeFrom ?? openedAt;
    private bool begun;
    private HashSet<long>? named;

    /// <summary>The changes since the last poll, oldest event first.</summary>
    /// <param name="now">The time of this poll.</param>
    /// <param name="cancellationToken">Cancels; the next poll covers the time of this one.</param>
    public async Task<TailPoll<DeliveryRow>> PollAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        named ??= query.Text is null ? [] : await log.FindNamedAsync(projectNo, query.Text, cancellationToken);
        var since = polledAt - Overlap;
        var newest =
            await ListAsync(lasting with { From = lasting.From > since ? lasting.From : since }, NewestLookedAt, cancellationToken); // 1
        var waiting = await ListAsync(lasting with { WaitingOnly = true }, WaitingLookedAt, cancellationToken); // 2
        var rows = newest.Rows.Concat(waiting.Rows).DistinctBy(KeyOf).ToDictionary(KeyOf);
        var unmet = known.Where(pair => pair.Value.FinishedAt is null && !rows.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList();
        if (unmet.Count > 0)
        {
            foreach (var row in await log.FindManyAsync(projectNo, unmet, cancellationToken)) // 3
            {
                rows[KeyOf(row)] = row;
            }
        }

        if (!begun && resumeFrom is not null)
        {
            foreach (var row in (await ListAsync(lasting with { FinishedFrom = since }, NewestLookedAt, cancellationToken)).Rows)
            {
                rows[KeyOf(row)] = row;
            }
        }

        var changed = rows.Values.Where(IsNews).OrderBy(row => row.EventKey).ThenBy(row => row.DestinationNo).ToList();
        Remember(rows, now);
        polledAt = now;
        begun = true;
        return new TailPoll<DeliveryRow>([.. changed.Where(Fits)], newest.Next is not null);
    }

    private Task<KeysetPage<DeliveryRow>> ListAsync(DeliveryQuery which, int limit, CancellationToken cancellationToken) =>
        log.ListAsync(projectNo, which, Keyset.Start, limit, cancellationToken);

    private bool IsNews(DeliveryRow row) => known.TryGetValue(KeyOf(row), out var before)
        ? before != row
        : begun || resumeFrom is not null || EventTime.Of(row.EventKey) >= EventTime.Truncate(openedAt);

    private bool Fits(DeliveryRow row) =>
        (query.State is null || query.State == row.State)
        && (query.StatusCode is null || query.StatusCode == row.StatusCode)
        && (query.FailureClass is null || query.FailureClass == row.FailureClass)
        && (
            query.Text is null || named?.Contains(row.DestinationNo) is true
                || row.Reason?.Contains(query.Text, StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>Keeps deliveries that can still change, and those a later poll finds again; if there are too many, the newest.</summary>
    private void Remember(Dictionary<(Guid EventKey, long DestinationNo), DeliveryRow> rows, DateTimeOffset now)
    {
        foreach (var key in known.Keys.Where(key => !rows.ContainsKey(key)).ToList())
        {
            known.Remove(key);
        }

        var metAgain = EventTime.FirstKeyOf(now - Overlap);
        foreach (var (key, row) in rows)
        {
            if (row.FinishedAt is null || row.EventKey.CompareTo(metAgain) >= 0)
            {
                known[key] = row;
            }
            else
            {
                known.Remove(key);
            }
        }

        foreach (var key in known.Keys.OrderByDescending(key => key).Skip(MostKnown).ToList())
        {
            known.Remove(key);
        }
    }

    private static (Guid EventKey, long DestinationNo) KeyOf(DeliveryRow row) => (row.EventKey, row.DestinationNo);
}
