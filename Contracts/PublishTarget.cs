namespace Webhooks.Contracts;

/// <summary>The project events are published to, for an API key that is not tied to one.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ProjectId">The project.</param>
public sealed record PublishTarget(string TenantId, string ProjectId)
{
    /// <summary>Header that names the tenant.</summary>
    public const string TenantHeader = "X-Tenant-Id";

    /// <summary>Header that names the project.</summary>
    public const string ProjectHeader = "X-Project-Id";
}
