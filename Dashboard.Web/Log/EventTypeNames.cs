namespace Webhooks.Dashboard.Web.Log;

/// <summary>The event types there are.</summary>
internal static class EventTypeNames
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["conversation.created", "conversation.updated", "feedback.created", "event.created"];
}
