namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A part of what is signed, while it is typed in.</summary>
public sealed class ComponentDraft
{
    /// <summary>What its row is known by, whatever is typed and whichever rows come and go: <c>new-1</c>, or <c>stored-0</c> for the first one there was.</summary>
    public string Row { get; init; } = "stored-0";

    /// <summary>body, header or literal.</summary>
    public string Source { get; set; } = "body";

    /// <summary>Name of the header, or the literal text.</summary>
    public string Text { get; set; } = "";
}
