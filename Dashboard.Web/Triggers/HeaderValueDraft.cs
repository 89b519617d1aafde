namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A header that a trigger demands, while it is typed in.</summary>
public sealed class HeaderValueDraft
{
    /// <summary>What its row is known by, whatever is typed and whichever rows come and go: <c>new-1</c>, or <c>stored-</c> and the name it is stored by.</summary>
    public string Row { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its value; empty = the stored one.</summary>
    public string Value { get; set; } = "";

    /// <summary>Beginning of the stored value; null = nothing is stored, or nothing of it is shown.</summary>
    public string? StoredPrefix { get; init; }

    /// <summary>Whether a value is stored.</summary>
    public bool IsStored { get; init; }
}
