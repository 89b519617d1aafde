using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;

namespace Webhooks.Core.Queue;

/// <summary>The row that all workers share to keep a destination's limit; <see cref="DeliveryQueue"/> reserves its send slots.</summary>
public static class DestinationPace
{
    /// <summary>
    /// Creates the row, or makes a new limit count from now: the send slot that a slower limit had reached may be far away. Call it within
    /// the transaction that saves the limit. index: primary key of destination_rates
    /// </summary>
    public static Task SetAsync(WebhooksDbContext context, long destinationNo, double maxPerSecond, CancellationToken cancellationToken)
    {
        var interval = 1 / maxPerSecond;
        return context.Database.ExecuteSqlAsync(
            $"""
            insert into destination_rates (destination_no, next_at) values ({destinationNo}, now())
            on conflict (destination_no) do update set next_at = least(destination_rates.next_at, now() + make_interval(secs => {interval}))
            """,
            cancellationToken);
    }
}
