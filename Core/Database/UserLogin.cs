namespace Webhooks.Core.Database;

/// <summary>The user whom a provider (OpenID Connect) means by one of its subjects.</summary>
public sealed class UserLogin
{
    /// <summary>The provider, by its own name for itself (<c>iss</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>The person, by the provider's name for it (<c>sub</c>), which it never gives to another one.</summary>
    public required string Subject { get; init; }

    public required long UserNo { get; init; }
}
