namespace Webhooks.Core.Database;

/// <summary>Lets one person become a member of a tenant, once.</summary>
public sealed class Invitation
{
    /// <summary>
    /// How long an invitation is good for that is shown to the person who starts the service; others are by configuration.
    /// </summary>
    public static readonly TimeSpan FirstLifetime = TimeSpan.FromHours(1);

    public long InvitationNo { get; init; }

    public required string Id { get; init; }

    public required long TenantNo { get; init; }

    /// <summary>Whom it is for; null = the person who accepts it says so.</summary>
    public string? Email { get; init; }

    public string? NormalizedEmail { get; init; }

    public required TenantRole Role { get; init; }

    /// <summary>Whether the token was sent to the address and shown to nobody: one who has it reads the mail.</summary>
    public bool Mailed { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}
