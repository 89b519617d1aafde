namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A custom header in a form.</summary>
public sealed class HeaderDraft
{
    /// <summary>What its row is known by, whatever is typed and whichever rows come and go: <c>new-1</c>, or <c>stored-</c> and the name it is stored by.</summary>
    public string Row { get; init; } = "";

    /// <summary>Name as typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>Value as typed.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether nothing has been typed.</summary>
    public bool IsEmpty => Name.Trim().Length == 0 && Value.Length == 0;
}
