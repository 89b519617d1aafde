namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>The rows of a log that were chosen, by id.</summary>
public sealed class LogSelection
{
    private readonly HashSet<string> ids = [];

    /// <summary>How many there are.</summary>
    public int Count => ids.Count;

    /// <summary>The rows.</summary>
    public IReadOnlyCollection<string> Ids => ids;

    /// <summary>Whether a row is one of them.</summary>
    public bool Has(string id) => ids.Contains(id);

    /// <summary>Whether all of these are; none of nothing is.</summary>
    public bool HasAll(IEnumerable<string>? rows) => rows?.Any() is true && rows.All(ids.Contains);

    /// <summary>Chooses a row or lets go of it.</summary>
    public void Set(string id, bool isChosen) => _ = isChosen ? ids.Add(id) : ids.Remove(id);

    /// <summary>Chooses rows or lets go of them.</summary>
    public void SetAll(IEnumerable<string> rows, bool isChosen)
    {
        foreach (var id in rows)
        {
            Set(id, isChosen);
        }
    }

    /// <summary>Lets go of all.</summary>
    public void Clear() => ids.Clear();
}
