namespace Webhooks.Core.Database;

/// <summary>What a member may do in its tenant.</summary>
public enum TenantRole
{
    /// <summary>Sees the tenant, and those of its projects in which it has a role.</summary>
    Member,

    /// <summary>Everything in the tenant and in all of its projects.</summary>
    Admin,
}
