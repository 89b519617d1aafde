using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Projects;

/// <summary>The meaning of roles, in words.</summary>
internal static class RoleText
{
    /// <summary>The roles in a project or of an API key, the least first.</summary>
    public static IReadOnlyList<(string Value, string Text)> OfProject { get; } =
    [
        (ApiKeyRole.Viewer, "viewer – view everything except secrets"),
        (ApiKeyRole.Publisher, "publisher – publish only"),
        (ApiKeyRole.Editor, "editor – edit destinations, agents and triggers, and publish"),
        (ApiKeyRole.Admin, "admin – everything, including roles and keys"),
    ];

    /// <summary>The roles in a tenant.</summary>
    public static IReadOnlyList<(string Value, string Text)> OfTenant { get; } =
    [
        (MemberRole.Member, "member – only projects with a role"),
        (MemberRole.Admin, "admin – everything in all projects"),
    ];
}
