namespace Webhooks.Core.Keys;

/// <summary>Rows from newest to oldest, and where the neighbouring pages begin; null = there is none.</summary>
public sealed record KeysetPage<T>(IReadOnlyList<T> Rows, Keyset? Next, Keyset? Previous)
{
    /// <summary>The same page with each row converted.</summary>
    public KeysetPage<TOther> Select<TOther>(Func<T, TOther> make) => new([.. Rows.Select(make)], Next, Previous);
}

/// <summary>Makes pages.</summary>
public static class KeysetPage
{
    /// <summary>
    /// Makes a page of rows read in the direction of <paramref name="from"/>, one more than <paramref name="limit"/> if there are more.
    /// </summary>
    /// <param name="rows">In the order they were read; changed.</param>
    /// <param name="from">Where reading began.</param>
    /// <param name="limit">Rows of a page.</param>
    /// <param name="placeOf">The place of a row.</param>
    /// <param name="examinedTo">
    /// Where looking for rows ended before the list did, because a page looks at a bounded part of it; null = at the end. Such a page may
    /// be short or empty, and the next one goes on from there.
    /// </param>
    public static KeysetPage<T> Of<T>(List<T> rows, Keyset from, int limit, Func<T, Keyset> placeOf, Keyset? examinedTo = null)
    {
        var more = rows.Count > limit;
        if (more)
        {
            rows.RemoveAt(limit);
        }

        var last = more ? placeOf(rows[^1]) : examinedTo;
        // Nothing was found up to the end: from there, the other direction leads back to the rows before the place where reading began.
        var end = from.Backwards ? Keyset.Start : Keyset.End;
        Keyset? first = rows.Count > 0 ? placeOf(rows[0]) : from == Keyset.Start ? null : examinedTo ?? end;
        if (from.Backwards)
        {
            rows.Reverse();
            return new KeysetPage<T>(
                rows, first is { } newest ? newest with { Backwards = false } : null,
                last is { } oldest ? oldest with { Backwards = true } : null);
        }

        return new KeysetPage<T>(
            rows,
            last is { } next ? next with { Backwards = false } : null,
            from != Keyset.Start && first is { } previous ? previous with { Backwards = true } : null);
    }
}
