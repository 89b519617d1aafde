
namespace Webhooks.Core.Keys;

/// <summary>
/// The part of a list that a page may read: from <paramref name="Near"/>, not included, to <paramref name="Far"/>, included.
/// </summary>
internal readonly record struct KeysetSpan(Keyset Near, Keyset Far)
{
    private bool Backwards => Near.Backwards;

    /// <summary>How a row compares with <see cref="Near"/> in a written statement.</summary>
    public string Compare => Backwards ? ">" : "<";

    /// <summary>How a row compares with <see cref="Far"/> in a written statement.</summary>
    public string Within => Backwards ? "<=" : ">=";

    /// <summary>The order in which the rows are read.</summary>
    public string Order => Backwards ? "asc" : "desc";

    /// <summary>The part from a place on, of events from one moment up to, not including, another, or of one event alone.</summary>
    public static KeysetSpan Of(Keyset from, DateTimeOffset? since, DateTimeOffset? until, Guid? eventKey = null)
    {
        // No row has the destination 0, so that these are before the first row of their moment.
        var oldest = since is { } first ? Keyset.End with { EventKey = EventTime.FirstKeyOf(first) } : Keyset.End;
        var newest = until is { } end ? new Keyset(EventTime.FirstKeyOf(end), 0, false) : Keyset.Start;
        if (eventKey is { } key)
        {
            oldest = Later(oldest, new Keyset(key, 0, true));
            newest = Earlier(newest, new Keyset(key, long.MaxValue, false));
        }

        return from.Backwards
            ? new KeysetSpan(Later(from, oldest) with { Backwards = true }, newest)
            : new KeysetSpan(Earlier(from, newest) with { Backwards = false }, oldest);
    }

    /// <summary>The one of two places that a page reaches first.</summary>
    public Keyset Nearer(Keyset one, Keyset other) => Backwards ? Earlier(one, other) : Later(one, other);

    private static Keyset Later(Keyset one, Keyset other) => one.ComparePlaceTo(other) >= 0 ? one : other;

    private static Keyset Earlier(Keyset one, Keyset other) => one.ComparePlaceTo(other) <= 0 ? one : other;
}
