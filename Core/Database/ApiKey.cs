namespace Webhooks.Core.Database;

/// <summary>A stored API key: its hash and its rights, never the key itself.</summary>
public sealed class ApiKey
{
    public long ApiKeyNo { get; init; }

    public required string Id { get; init; }

    /// <summary>The tenant it belongs to; null = every tenant.</summary>
    public long? TenantNo { get; init; }

    /// <summary>The project it is tied to; null = every project of the tenant.</summary>
    public long? ProjectNo { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required byte[] KeyHash { get; init; }

    /// <summary>The first characters, so that people recognise the key in a list.</summary>
    public required string Prefix { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Where it was used last.</summary>
    public string? LastUsedAddress { get; set; }

    /// <summary>The addresses and networks it may be used from; null = anywhere.</summary>
    public string[]? AllowedNetworks { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
