using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>Signs a test call of a trigger as its sender would: the headers to send with a body.</summary>
internal static class TriggerSigner
{
    /// <summary>The headers.</summary>
    /// <param name="verification">How the trigger's requests are signed.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="body">The exact body.</param>
    /// <param name="id">Names the request, where the sender does.</param>
    /// <param name="now">The time, where the sender signs it.</param>
    /// <param name="values">Values of the headers that a custom signature covers, besides that of the time.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignatureVerificationSetting verification, string secret, string body, string id, DateTimeOffset now,
        IReadOnlyDictionary<string, string> values)
    {
        var plan = SignaturePlan.Of(verification);
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var given = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        if (plan.IdHeader is not null)
        {
            given[plan.IdHeader] = id;
        }

        if (plan.TimeHeader is not null)
        {
            given[plan.TimeHeader] = time;
        }

        var signed = string.Join(plan.Separator, plan.Parts.Select(part => part.Kind switch
        {
            SignedPartKind.Body => body,
            SignedPartKind.Time => time,
            SignedPartKind.Header => given.GetValueOrDefault(part.Text, ""),
            _ => part.Text,
        }));
        var signature = Encode(plan, Hash(plan, KeyOf(plan, secret), Encoding.UTF8.GetBytes(signed)));
        var sent = plan.SentHeaders.Select(name => KeyValuePair.Create(name, given.GetValueOrDefault(name, "")));
        return [.. sent, new(plan.Header, plan.Prefix.Replace(SignaturePlan.TimePlaceholder, time, StringComparison.Ordinal) + signature)];
    }

    private static byte[] KeyOf(SignaturePlan plan, string secret)
    {
        if (!plan.HasBase64Key)
        {
            return Encoding.UTF8.GetBytes(secret);
        }

        var text = secret.StartsWith(SignaturePlan.SecretPrefix, StringComparison.Ordinal)
            ? secret[SignaturePlan.SecretPrefix.Length..]
            : secret;
        return Convert.FromBase64String(text);
    }

    private static byte[] Hash(SignaturePlan plan, byte[] key, byte[] signed) => plan.Algorithm switch
    {
        "sha512" => HMACSHA512.HashData(key, signed),
        "sha384" => HMACSHA384.HashData(key, signed),
        _ => HMACSHA256.HashData(key, signed),
    };

    private static string Encode(SignaturePlan plan, byte[] hash) =>
        plan.IsHex ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash);
}
