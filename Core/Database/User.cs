using Microsoft.AspNetCore.Identity;

namespace Webhooks.Core.Database;

/// <summary>
/// A person who signs in; <c>UserName</c> is the e-mail address. Its rights are in its memberships. Users
/// share an address until one of them shows that it is theirs (decision 0057).
/// </summary>
public sealed class User : IdentityUser<long>
{
    /// <summary>The id people use in URLs.</summary>
    public required string PublicId { get; init; }

    /// <summary>Shown to people.</summary>
    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is known that the user receives mail at the address; null = not proven yet.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>The e-mail address as it was typed in.</summary>
    public string Address => UserName ?? throw new InvalidOperationException("Every user has an e-mail address.");
}

/// <summary>The link from a subject of a provider (OpenID Connect) to a user.</summary>
public sealed class UserLogin
{
    /// <summary>The provider, by its own name for itself (<c>iss</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>The person, by the provider's name for it (<c>sub</c>), which it never gives to another one.</summary>
    public required string Subject { get; init; }

    public required long UserNo { get; init; }
}

/// <summary>A place a user has signed in from.</summary>
public sealed class SignInAddress
{
    public required long UserNo { get; init; }

    /// <summary>The address, or the network it is in.</summary>
    public required string RemoteAddress { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>Lets a user who cannot sign in choose a new password, once. A later one takes the place of an earlier one.</summary>
public sealed class PasswordReset
{
    public required long UserNo { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>Whether the token was only mailed to the user's address and never shown.</summary>
    public required bool Mailed { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
