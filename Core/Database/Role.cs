namespace Webhooks.Core.Database;

/// <summary>The rights of a caller inside its scope.</summary>
public enum Role
{
    /// <summary>Reads everything but secrets.</summary>
    Viewer,

    /// <summary>Reads, changes destinations and agents, repairs deliveries, publishes.</summary>
    Editor,

    /// <summary>Publishes events and nothing else.</summary>
    Publisher,

    /// <summary>Everything, including keys, projects and tenants.</summary>
    Admin,
}

/// <summary>The text of a role in the database and in the API.</summary>
public static class RoleNames
{
    public static string ToText(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Editor => "editor",
        Role.Publisher => "publisher",
        Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No text for this role."),
    };

    /// <exception cref="ArgumentOutOfRangeException">The text names no role.</exception>
    public static Role FromText(string text) =>
        TryParse(text, out var role) ? role : throw new ArgumentOutOfRangeException(nameof(text), text, "No role of this name.");

    public static bool TryParse(string text, out Role role)
    {
        (role, var known) = text switch
        {
            "viewer" => (Role.Viewer, true),
            "editor" => (Role.Editor, true),
            "publisher" => (Role.Publisher, true),
            "admin" => (Role.Admin, true),
            _ => (default, false),
        };
        return known;
    }
}

/// <summary>The rights of a member in its tenant.</summary>
public enum TenantRole
{
    /// <summary>Sees the tenant, and those of its projects in which it has a role.</summary>
    Member,

    /// <summary>Everything in the tenant and in all of its projects.</summary>
    Admin,
}

/// <summary>The text of a member's role in the database and in the API.</summary>
public static class TenantRoleNames
{
    public static string ToText(TenantRole role) => role switch
    {
        TenantRole.Member => "member",
        TenantRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No text for this role."),
    };

    /// <exception cref="ArgumentOutOfRangeException">The text names no role.</exception>
    public static TenantRole FromText(string text) =>
        TryParse(text, out var role) ? role : throw new ArgumentOutOfRangeException(nameof(text), text, "No role of this name.");

    public static bool TryParse(string? text, out TenantRole role)
    {
        (role, var known) = text switch
        {
            "member" => (TenantRole.Member, true),
            "admin" => (TenantRole.Admin, true),
            _ => (default, false),
        };
        return known;
    }
}
