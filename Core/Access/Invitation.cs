namespace Webhooks.Core.Access;

/// <summary>Lets one person become a member of a tenant, once.</summary>
public sealed class Invitation
{
    /// <summary>How long the first invitation of a database is good for; others are by configuration.</summary>
    public static readonly TimeSpan FirstLifetime = TimeSpan.FromDays(7);

    public long InvitationNo { get; init; }

    public required string Id { get; init; }

    public required long TenantNo { get; init; }

    /// <summary>Whom it is for; null = whoever accepts it says so.</summary>
    public string? Email { get; init; }

    public string? NormalizedEmail { get; init; }

    public required TenantRole Role { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}
