namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A part of what is signed, while it is typed in.</summary>
public sealed class ComponentDraft
{
    /// <summary>body, header or literal.</summary>
    public string Source { get; set; } = "body";

    /// <summary>Name of the header, or the literal text.</summary>
    public string Text { get; set; } = "";
}
