namespace Webhooks.Core.Database;

/// <summary>One signing secret of a destination; every live one signs.</summary>
public sealed class StoredSecret
{
    public long SecretNo { get; init; }

    public required long DestinationNo { get; init; }

    /// <summary>The <c>whsec_…</c> text, encrypted.</summary>
    public required string ProtectedSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops signing; null = until it is rotated.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Its signature comes after those of older secrets, for receivers that look at the first one only.</summary>
    public bool SignsLast { get; init; }
}
