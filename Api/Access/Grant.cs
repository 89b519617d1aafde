using Webhooks.Core.Database;


namespace Webhooks.Api.Access;

/// <summary>A role in a place.</summary>
/// <param name="TenantNo">The tenant; null = every tenant.</param>
/// <param name="ProjectNo">The project; null = the whole tenant.</param>
/// <param name="Role">What may be done there.</param>
public sealed record Grant(long? TenantNo, long? ProjectNo, Role Role)
{
    public bool Covers(long tenantNo) => TenantNo is null || TenantNo == tenantNo;
}
