namespace Webhooks.Core.Database;

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
