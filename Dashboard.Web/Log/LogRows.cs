using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>
/// The rows of a log's page. While the user reads them they are held: what is shown changes in place, and what is new is only counted.
/// </summary>
/// <param name="idOf">Identifier of what a row shows.</param>
internal sealed class LogRows<T>(Func<T, string> idOf)
{
    /// <summary>Most rows on a page.</summary>
    public const int PageSize = 50;

    // Where the rows that are held end, so that they can be asked for again while newer ones come.
    private string? anchor;

    /// <summary>The rows, newest first; null before there are any to know.</summary>
    public IReadOnlyList<LogRow<T>>? Shown { get; private set; }

    /// <summary>How many are newer than those shown; <see cref="PageSize"/> stands for any more.</summary>
    public int NewerCount { get; private set; }

    /// <summary>Cursor of the older page.</summary>
    public string? Next { get; private set; }

    /// <summary>Cursor of the newer page.</summary>
    public string? Previous { get; private set; }

    /// <summary>The page that is shown, to hand it over.</summary>
    public KeysetResponse<T>? Page => Shown is null ? null : new KeysetResponse<T>([.. Shown.Select(row => row.Item)], Next, Previous);

    /// <summary>Shows a page.</summary>
    public void Show(KeysetResponse<T> page)
    {
        var before = (Shown ?? []).ToDictionary(row => row.Id);
        Shown = [.. page.Data.Select(item => RowOf(item, before))];
        (Next, Previous, NewerCount, anchor) = (page.Next, page.Previous, 0, null);
    }

    /// <summary>Asks for what is shown, again.</summary>
    /// <param name="pageAt">Asks for the page at a cursor; the newest at null.</param>
    /// <param name="cursor">Where the page begins; null = at the newest.</param>
    /// <param name="isHeld">Whether the rows have to stay where they are.</param>
    public async Task RefreshAsync(Func<string?, Task<KeysetResponse<T>>> pageAt, string? cursor, bool isHeld)
    {
        var page = await pageAt(cursor);
        if (!isHeld || Shown is not { Count: > 0 })
        {
            Show(page);
            return;
        }

        Renew(page.Data);
        if (cursor is not null)
        {
            return;
        }

        var shown = Shown.Select(row => row.Id).ToHashSet();
        NewerCount = page.Data.TakeWhile(item => !shown.Contains(idOf(item))).Count();
        if (NewerCount > 0 && Next is not null)
        {
            // The rows pushed off the newest page are those before the older page, as seen from there.
            anchor ??= (await pageAt(Next)).Previous;
            Renew(anchor is null ? [] : (await pageAt(anchor)).Data);
        }
    }

    private void Renew(IReadOnlyList<T> items)
    {
        var now = items.ToDictionary(idOf);
        foreach (var row in Shown ?? [])
        {
            row.Item = now.GetValueOrDefault(row.Id, row.Item);
        }
    }

    private LogRow<T> RowOf(T item, Dictionary<string, LogRow<T>> before)
    {
        if (!before.TryGetValue(idOf(item), out var row))
        {
            return new LogRow<T>(idOf(item), item);
        }

        row.Item = item;
        return row;
    }
}

/// <summary>
/// A row of a log. It stays the same object while what it shows changes: the grid tells its rows apart by that, so a change of state
/// takes neither the focus nor the place of what is being read.
/// </summary>
/// <param name="id">Identifier of what it shows.</param>
/// <param name="item">The item it shows.</param>
public sealed class LogRow<T>(string id, T item)
{
    /// <summary>Identifier of what it shows.</summary>
    public string Id => id;

    /// <summary>The item it shows.</summary>
    public T Item { get; set; } = item;
}
