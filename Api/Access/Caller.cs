using Webhooks.Core.Database;
using Webhooks.Core.Limits;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>The caller of a request: the holder of an API key, or a user who is signed in.</summary>
public sealed record Caller
{
    /// <summary>A caller without credentials, on routes that need none.</summary>
    internal static Caller Nobody { get; } = new() { Actor = Actor.Nobody, Grants = [] };

    /// <summary>The identity of the caller.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Its roles and where they apply: one grant of an API key; those of a user follow from its memberships.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>The tenants a user belongs to, be it without a role in any of their projects.</summary>
    public IReadOnlyList<long> MemberOf { get; init; } = [];

    /// <summary>The session of a user; null for an API key.</summary>
    public CallerSession? Session { get; init; }

    /// <summary>Its role in the place the request is about; set by <see cref="AccessMiddleware"/>.</summary>
    public Role Role { get; init; }

    /// <summary>The key by which its requests are counted.</summary>
    internal RateKey RateKey { get; init; }

    /// <summary>Whether it has proved who it is.</summary>
    internal bool IsKnown => Actor.Kind != Actor.NobodyKind;

    /// <summary>Belongs to no tenant and may act on all of them.</summary>
    public bool IsOfService => Grants.Any(grant => grant.TenantNo is null);

    /// <summary>The one project it is for; null = it is for none, or for more than one.</summary>
    public long? OnlyProjectNo => Grants is [{ ProjectNo: { } projectNo }] ? projectNo : null;

    /// <summary>The one tenant it belongs to; null = it belongs to none, or to more than one.</summary>
    public long? OnlyTenantNo => MemberOf switch
    {
        [var tenantNo] => tenantNo,
        [] when Grants is [{ TenantNo: var tenantNo }] => tenantNo,
        _ => null,
    };

    /// <summary>Its role in the tenant itself; null = it does not see the tenant. At most viewer if limited to some projects.</summary>
    public Role? RoleIn(long tenantNo)
    {
        var inside = Grants.Where(grant => grant.Covers(tenantNo)).ToList();
        if (inside.Find(grant => grant.ProjectNo is null) is { } whole)
        {
            return whole.Role;
        }

        if (inside.Count == 0 && !MemberOf.Contains(tenantNo))
        {
            return null;
        }

        return MemberOf.Contains(tenantNo) || inside.Exists(grant => grant.Role is not Role.Publisher) ? Role.Viewer : Role.Publisher;
    }

    /// <summary>The tenants it may look at, be it at a part of them; null = all of them.</summary>
    public IReadOnlyList<long>? Tenants() => IsOfService
        ? null
        : [
            .. Grants.Select(grant => grant.TenantNo).OfType<long>().Concat(MemberOf).Distinct()
            .Where(number => RoleIn(number)?.Allows(Permission.Read) is true)];

    /// <summary>Its role in a project; null = it does not see the project.</summary>
    public Role? RoleIn(long tenantNo, long projectNo)
    {
        Role? found = null;
        foreach (var grant in Grants)
        {
            if (grant.Covers(tenantNo))
            {
                if (grant.ProjectNo is null)
                {
                    return grant.Role;
                }

                found = grant.ProjectNo == projectNo ? grant.Role : found;
            }
        }

        return found;
    }

    /// <summary>The projects of a tenant it sees; null = all of them.</summary>
    public IReadOnlyList<long>? ProjectsIn(long tenantNo)
    {
        var inside = Grants.Where(grant => grant.Covers(tenantNo)).ToList();
        return inside.Exists(grant => grant.ProjectNo is null) ? null : [.. inside.Select(grant => grant.ProjectNo).OfType<long>()];
    }

    /// <summary>The same caller, known to have this role in the place of the request.</summary>
    internal Caller As(Role role) => role == Role ? this : this with { Role = role };
}

/// <summary>The session a user calls with.</summary>
/// <param name="SessionNo">Its number.</param>
/// <param name="UserNo">The user's number.</param>
public sealed record CallerSession(long SessionNo, long UserNo);

/// <summary>A role in a place.</summary>
/// <param name="TenantNo">The tenant; null = every tenant.</param>
/// <param name="ProjectNo">The project; null = the whole tenant.</param>
/// <param name="Role">The role there.</param>
public sealed record Grant(long? TenantNo, long? ProjectNo, Role Role)
{
    public bool Covers(long tenantNo) => TenantNo is null || TenantNo == tenantNo;
}
