using Webhooks.Contracts;

namespace Webhooks.Core.History;

/// <summary>How a known number of waiting deliveries divides into states, judged by a sample. Pure.</summary>
internal static class LedgerShares
{
    /// <summary>
    /// Points in time spread evenly over the waiting deliveries, first to last: a minute with twice as many waiting has twice as many
    /// points.
    /// </summary>
    /// <param name="minutes">Minutes counted from 1970, in any order, with the number waiting of each: at least 1.</param>
    /// <param name="count">The number of points; 2 or more.</param>
    public static IEnumerable<DateTimeOffset> Places(IReadOnlyList<(int Minute, long Waiting)> minutes, int count)
    {
        var total = minutes.Sum(minute => (double)minute.Waiting);
        var (index, before) = (0, 0.0);
        for (var place = 0; place < count && minutes.Count > 0; place++)
        {
            var target = total * place / (count - 1);
            while (index < minutes.Count - 1 && before + minutes[index].Waiting <= target)
            {
                before += minutes[index++].Waiting;
            }

            var part = Math.Clamp((target - before) / minutes[index].Waiting, 0, 1);
            yield return DateTimeOffset.FromUnixTimeMilliseconds((minutes[index].Minute * 60_000L) + (long)(part * 59_999));
        }
    }

    /// <summary>
    /// Divides the whole into parts in proportion to the sample; they add up to the whole. Without a sample all of it is pending.
    /// </summary>
    public static IEnumerable<(string State, long Deliveries)> Divide(long whole, IReadOnlyList<(string State, long Deliveries)> sample)
    {
        var counted = sample.Sum(part => part.Deliveries);
        if (counted == 0)
        {
            return [(DeliveryState.Pending, whole)];
        }

        var parts = sample.OrderByDescending(part => part.Deliveries)
            .Select(part => (part.State, Deliveries: (long)(whole * (decimal)part.Deliveries / counted))).ToList();
        // The remainder from rounding down goes to the largest part, where it shows least.
        parts[0] = (parts[0].State, parts[0].Deliveries + whole - parts.Sum(part => part.Deliveries));
        return parts;
    }
}
