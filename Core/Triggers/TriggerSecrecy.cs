using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Webhooks.Core.Triggers;

/// <summary>Encrypts the secrets that requests to triggers are signed with.</summary>
public sealed class TriggerSecrecy(IDataProtectionProvider provider)
{
    private readonly IDataProtector secrets = provider.CreateProtector("Webhooks.TriggerSecret.v1");

    public string Protect(string secret) => secrets.Protect(secret);

    /// <summary>The secret; null when it is missing or cannot be decrypted, which must never pass for a secret.</summary>
    public string? TryReveal(string? protectedSecret)
    {
        try
        {
            return protectedSecret is null || secrets.Unprotect(protectedSecret) is not { Length: > 0 } secret ? null : secret;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
