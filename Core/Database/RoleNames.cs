namespace Webhooks.Core.Database;

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
