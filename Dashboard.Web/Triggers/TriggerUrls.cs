namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>Paths of the pages of triggers.</summary>
internal static class TriggerUrls
{
    /// <summary>The list.</summary>
    public const string Path = "/triggers";

    /// <summary>A trigger.</summary>
    public static string Of(string agentId, string triggerId) =>
        $"{Path}/{Uri.EscapeDataString(agentId)}/{Uri.EscapeDataString(triggerId)}";

    /// <summary>The form that changes a trigger.</summary>
    public static string EditOf(string agentId, string triggerId) => $"{Of(agentId, triggerId)}/edit";

    /// <summary>An invocation.</summary>
    public static string Of(string agentId, string triggerId, string invocationId) =>
        $"{Of(agentId, triggerId)}/invocations/{Uri.EscapeDataString(invocationId)}";
}
