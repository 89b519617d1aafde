using System.Globalization;
using System.Text;
using Webhooks.Contracts;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>How the senders that a trigger knows sign: its setting, and the headers of a request.</summary>
internal static class SenderOfKind
{
    public static SignatureVerificationSetting SettingOf(string kind, string secret) => kind != "custom"
        ? new SignatureVerificationSetting { Preset = kind, Secret = secret }
        : new SignatureVerificationSetting
        {
            Secret = secret,
            Custom = new CustomSignature
            {
                Algorithm = "sha256",
                Encoding = "hex",
                Header = "X-Signature",
                Prefix = "s=",
                Components = [new SignedComponent("header", "X-Time"), new SignedComponent("body")],
                Separator = "|",
                TimestampHeader = "X-Time",
            },
        };

    public static (string, string)[] Sign(string kind, string secret, string body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var iso = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return kind switch
        {
            "standard-webhooks" =>
            [
                ("webhook-id", "msg_1"),
                ("webhook-timestamp", seconds),
                ("webhook-signature", "v1," + TriggerScene.Base64(KeyOf(secret), $"msg_1.{seconds}.{body}")),
            ],
            "github" => [TriggerScene.GitHubSignature(body, secret)],
            "slack" => [
                ("X-Slack-Request-Timestamp", seconds), ("X-Slack-Signature", "v0=" + TriggerScene.Hex(secret, $"v0:{seconds}:{body}"))],
            "stripe" => [("Stripe-Signature", $"t={seconds},v1={TriggerScene.Hex(secret, $"{seconds}.{body}")}")],
            "zendesk" =>
            [
                ("X-Zendesk-Webhook-Signature-Timestamp", iso),
                ("X-Zendesk-Webhook-Signature", TriggerScene.Base64(Encoding.UTF8.GetBytes(secret), iso + body)),
            ],
            _ => [("X-Time", seconds), ("X-Signature", "s=" + TriggerScene.Hex(secret, $"{seconds}|{body}"))],
        };
    }

    /// <summary>Of the texts that the tests make secrets from; the wrong one ends in a 0.</summary>
    private static byte[] KeyOf(string secret) =>
        Encoding.UTF8.GetBytes(secret.EndsWith('0') ? "another secret of 24 bytes!" : "a secret of 24 bytes and more");
}
