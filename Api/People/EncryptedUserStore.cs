using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>Identity's store of users, with the secrets of authenticator apps and the recovery codes encrypted (decision 0008).</summary>
internal sealed class EncryptedUserStore(
    WebhooksDbContext context, IDataProtectionProvider provider, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<User, WebhooksDbContext, long>(context, describer)
{
    private readonly IDataProtector tokens = provider.CreateProtector("Webhooks.UserToken.v1");

    /// <inheritdoc/>
    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : tokens.Protect(value), cancellationToken);

    /// <summary>The token; null when it is missing or cannot be decrypted, which must never pass for a secret.</summary>
    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? tokens.Unprotect(value) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
