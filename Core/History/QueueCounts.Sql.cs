namespace Webhooks.Core.History;

public sealed partial class QueueCounts
{
    /// <summary>index: destinations_project, delivery_queue_due (the first $2 rows of each destination). Paused ones come last.</summary>
    internal static readonly string ByDestinationSql = SqlFor(string.Empty);

    /// <summary>index: destinations_id, delivery_queue_due (the first $2 rows of each destination)</summary>
    internal static readonly string OfDestinationsSql = SqlFor("and d.id = any($3)");

    private static string Most => MaximumDestinations.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string SqlFor(string filter) => $"""
        select d.id, d.kind, d.enabled, w.waiting, w.oldest_due
        from destinations d
        cross join lateral (
            select count(*) as waiting, min(q.due_at) as oldest_due
            from (select q.due_at from delivery_queue q where q.destination_no = d.destination_no order by q.due_at limit $2) q
        ) w
        where d.project_no = $1 and d.deleted_at is null and w.waiting > 0 {filter}
        order by not d.enabled, w.oldest_due, d.destination_no
        limit {Most}
        """;
}
