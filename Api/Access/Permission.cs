using Webhooks.Core.Database;

namespace Webhooks.Api.Access;

/// <summary>The permission that a route demands of its caller.</summary>
internal enum Permission
{
    /// <summary>Read.</summary>
    Read,

    /// <summary>Change destinations and agents, repair deliveries.</summary>
    Write,

    /// <summary>Publish events.</summary>
    Publish,

    /// <summary>Keys, projects, secrets.</summary>
    Administer,
}

internal static class Permissions
{
    /// <summary>Which role may do what.</summary>
    public static bool Allows(this Role role, Permission permission) => role switch
    {
        Role.Admin => true,
        Role.Editor => permission is Permission.Read or Permission.Write or Permission.Publish,
        Role.Publisher => permission is Permission.Publish,
        Role.Viewer => permission is Permission.Read,
        _ => false,
    };
}
