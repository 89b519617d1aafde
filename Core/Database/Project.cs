namespace Webhooks.Core.Database;

/// <summary>Holds the events, destinations and agents of one product; the unit of isolation below a tenant.</summary>
public sealed class Project
{
    public long ProjectNo { get; init; }

    public required long TenantNo { get; init; }

    /// <summary>The id people use in URLs; unique within the tenant.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>
    /// Changed by every destination write; lets a publish notice that its copy of the destinations is stale. Whatever value is written, the
    /// database advances it by a random step, so that restored copies of a database differ.
    /// </summary>
    public long Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }
}
