using Microsoft.AspNetCore.Identity;

namespace Webhooks.Core.Database;

/// <summary>
/// A person who signs in; <c>UserName</c> is the e-mail address. What it may do is in its memberships. Users
/// share an address until one of them shows that it is theirs (decision 0057).
/// </summary>
public sealed class User : IdentityUser<long>
{
    /// <summary>The id people use in URLs.</summary>
    public required string PublicId { get; init; }

    /// <summary>Shown to people.</summary>
    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is known that the user receives mail at the address; null = nobody has shown that.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>The e-mail address as it was typed in.</summary>
    public string Address => UserName ?? throw new InvalidOperationException("Every user has an e-mail address.");
}
