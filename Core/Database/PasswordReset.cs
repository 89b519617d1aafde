namespace Webhooks.Core.Database;

/// <summary>Lets a user who cannot sign in choose a new password, once. A later one takes the place of an earlier one.</summary>
public sealed class PasswordReset
{
    public required long UserNo { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>Whether the token was sent to the user's address and shown to nobody else.</summary>
    public required bool Mailed { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
