namespace Webhooks.Core.Database;

/// <summary>A customer of this service; owns projects, keys and members.</summary>
public sealed class Tenant
{
    public long TenantNo { get; init; }

    /// <summary>The id people use in URLs; unique over all tenants.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
