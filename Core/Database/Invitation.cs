namespace Webhooks.Core.Database;

/// <summary>Lets one person become a member of a tenant, once.</summary>
public sealed class Invitation
{
    /// <summary>How long the invitation shown to the person who starts the service is valid; for others this is configured.</summary>
    public static readonly TimeSpan FirstLifetime = TimeSpan.FromHours(1);

    public long InvitationNo { get; init; }

    public required string Id { get; init; }

    public required long TenantNo { get; init; }

    /// <summary>The e-mail address of the invited person; null = the person enters it on accepting.</summary>
    public string? Email { get; init; }

    public string? NormalizedEmail { get; init; }

    public required TenantRole Role { get; init; }

    /// <summary>Whether the token was only mailed to the address and never shown: a person who has it reads that mail.</summary>
    public bool Mailed { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}
