using System.Text.Json;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>
/// The stored ways to authenticate, read back. Unreadable ones are an exception, so a trigger never becomes open by damage.
/// </summary>
internal static class TriggerCredentials
{
    /// <summary>The headers that are demanded; empty = none.</summary>
    public static IReadOnlyList<HeaderCredential> HeadersOf(Trigger trigger) => trigger.HeaderCredentials is { } stored
        ? JsonSerializer.Deserialize<List<HeaderCredential>>(stored) ?? throw new InvalidOperationException("The stored headers are null.")
        : [];

    /// <summary>The storage form of headers; null for none.</summary>
    public static string? Store(IReadOnlyList<HeaderCredential> headers) => headers.Count == 0 ? null : JsonSerializer.Serialize(headers);

    /// <summary>The signatures that are demanded; null = none.</summary>
    public static SignatureRule? SignatureOf(Trigger trigger)
    {
        if (trigger.SignatureVerification is not { } stored)
        {
            return null;
        }

        using var json = JsonDocument.Parse(stored);
        return SignatureRule.Parse(json.RootElement).Verification
            ?? throw new InvalidOperationException("The stored signature verification is invalid.");
    }
}
