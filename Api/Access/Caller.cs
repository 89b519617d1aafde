using Webhooks.Core.Access;

namespace Webhooks.Api.Access;

/// <summary>Who makes a request and where it may act.</summary>
/// <param name="TenantNo">The tenant; null = every tenant.</param>
/// <param name="ProjectNo">The project; null = every project of the tenant.</param>
/// <param name="Role">What it may do there.</param>
public sealed record Caller(long? TenantNo, long? ProjectNo, Role Role)
{
    /// <summary>May act on the tenant at all. A key of one project sees its tenant, but only that project in it.</summary>
    public bool Sees(long tenantNo) => TenantNo is null || TenantNo == tenantNo;

    public bool Sees(long tenantNo, long projectNo) => Sees(tenantNo) && (ProjectNo is null || ProjectNo == projectNo);
}
