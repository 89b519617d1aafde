namespace Webhooks.Core.Database;

/// <summary>A user who is signed in: the hash of the token and how long it is valid. A session that ended has no row.</summary>
public sealed class Session
{
    public long SessionNo { get; init; }

    public required string Id { get; init; }

    public required long UserNo { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>Moves on with use, up to <see cref="EndsAt"/>.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Where it was opened from; null when that is not known.</summary>
    public string? RemoteAddress { get; init; }

    public string? UserAgent { get; init; }
}
