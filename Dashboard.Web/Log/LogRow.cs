namespace Webhooks.Dashboard.Web.Log;

/// <summary>
/// A row of a log. It stays the same object while what it shows changes: the grid tells its rows apart by that, so a change of state
/// takes neither the focus nor the place of what is being read.
/// </summary>
/// <param name="id">Identifier of what it shows.</param>
/// <param name="item">What it shows.</param>
public sealed class LogRow<T>(string id, T item)
{
    /// <summary>Identifier of what it shows.</summary>
    public string Id => id;

    /// <summary>What it shows.</summary>
    public T Item { get; set; } = item;
}
