namespace Webhooks.Core.Persistence;

/// <summary>Rows from newest to oldest, and where the neighbouring pages begin; null = there is none.</summary>
public sealed record KeysetPage<T>(IReadOnlyList<T> Rows, Keyset? Next, Keyset? Previous);

/// <summary>Makes pages.</summary>
public static class KeysetPage
{
    /// <summary>Makes a page of rows read in the direction of <paramref name="from"/>, one more than <paramref name="limit"/> if there are more.</summary>
    public static KeysetPage<T> Of<T>(List<T> rows, Keyset from, int limit, Func<T, Keyset> placeOf)
    {
        var more = rows.Count > limit;
        if (more)
        {
            rows.RemoveAt(limit);
        }

        if (from.Backwards)
        {
            rows.Reverse();
        }

        if (rows.Count == 0)
        {
            return new KeysetPage<T>(rows, null, null);
        }

        var hasOlder = from.Backwards || more;
        var hasNewer = from.Backwards ? more : from != Keyset.Start;
        return new KeysetPage<T>(
            rows,
            hasOlder ? placeOf(rows[^1]) with { Backwards = false } : null,
            hasNewer ? placeOf(rows[0]) with { Backwards = true } : null);
    }
}
