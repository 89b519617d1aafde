using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>What roles mean, in words.</summary>
internal static class RoleText
{
    /// <summary>The roles in a project or of an API key, the least first.</summary>
    public static IReadOnlyList<(string Value, string Text)> OfProject { get; } =
    [
        (ApiKeyRole.Viewer, "viewer – sees everything but secrets"),
        (ApiKeyRole.Publisher, "publisher – publishes events, sees nothing"),
        (ApiKeyRole.Editor, "editor – changes destinations, agents and triggers, and publishes"),
        (ApiKeyRole.Admin, "admin – everything, also roles and keys"),
    ];

    /// <summary>The roles in a tenant.</summary>
    public static IReadOnlyList<(string Value, string Text)> OfTenant { get; } =
    [
        (MemberRole.Member, "member – only the projects where it has a role"),
        (MemberRole.Admin, "admin – everything in all projects"),
    ];
}
