using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Destinations;

/// <summary>Encrypts the secrets of a destination: signing secrets and custom header values.</summary>
public sealed class DestinationSecrecy(IDataProtectionProvider provider)
{
    private readonly IDataProtector secrets = provider.CreateProtector("Webhooks.DestinationSecret.v1");
    private readonly IDataProtector headers = provider.CreateProtector("Webhooks.DestinationHeaders.v1");

    public string ProtectSecret(SigningSecret secret) => secrets.Protect(secret.Reveal());

    /// <summary>The <c>whsec_…</c> text.</summary>
    public string RevealSecret(string protectedSecret) => secrets.Unprotect(protectedSecret);

    /// <summary>null for no headers.</summary>
    public string? ProtectHeaders(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : headers.Protect(JsonSerializer.Serialize(values));

    public IReadOnlyDictionary<string, string>? RevealHeaders(string? protectedHeaders) =>
        protectedHeaders is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(headers.Unprotect(protectedHeaders));
}
