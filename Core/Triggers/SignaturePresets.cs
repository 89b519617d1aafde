namespace Webhooks.Core.Triggers;

/// <summary>Senders whose signatures are known.</summary>
public static class SignaturePresets
{
    /// <summary>Standard Webhooks 1.0.0, symmetric (<c>v1</c>).</summary>
    public const string StandardWebhooks = "standard-webhooks";

    /// <summary>https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries</summary>
    public const string GitHub = "github";

    /// <summary>https://api.slack.com/authentication/verifying-requests-from-slack</summary>
    public const string Slack = "slack";

    /// <summary>https://docs.stripe.com/webhooks#verify-manually</summary>
    public const string Stripe = "stripe";

    /// <summary>https://developer.zendesk.com/documentation/webhooks/verifying/</summary>
    public const string Zendesk = "zendesk";

    /// <summary>Every preset, in the order people see them.</summary>
    public static IReadOnlyList<string> All { get; } = [StandardWebhooks, GitHub, Slack, Stripe, Zendesk];

    /// <summary>Whether the sender signs the time of its requests, so that old ones can be refused.</summary>
    public static bool HasTimestamp(string preset) => preset != GitHub;

    /// <summary>The description of a preset; null for those that need code of their own.</summary>
    internal static SignatureScheme? SchemeOf(string preset) => preset switch
    {
        GitHub => new SignatureScheme(
            SignatureAlgorithm.Sha256, SignatureEncoding.Hex, "X-Hub-Signature-256", "sha256=", [new SchemePart.WholeBody()], string.Empty,
            null),
        Slack => new SignatureScheme(
            SignatureAlgorithm.Sha256,
            SignatureEncoding.Hex,
            "X-Slack-Signature",
            "v0=",
            [new SchemePart.FixedText("v0"), new SchemePart.HeaderValue(SlackTimestamp), new SchemePart.WholeBody()],
            ":",
            SlackTimestamp),
        Zendesk => new SignatureScheme(
            SignatureAlgorithm.Sha256,
            SignatureEncoding.Base64,
            "X-Zendesk-Webhook-Signature",
            string.Empty,
            [new SchemePart.HeaderValue(ZendeskTimestamp), new SchemePart.WholeBody()],
            string.Empty,
            ZendeskTimestamp),
        _ => null,
    };

    private const string SlackTimestamp = "X-Slack-Request-Timestamp";
    private const string ZendeskTimestamp = "X-Zendesk-Webhook-Signature-Timestamp";
}
