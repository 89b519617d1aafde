using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>How a sender signs, for the signer and for the command of a shell alike.</summary>
/// <param name="Header">Signature header.</param>
/// <param name="Prefix">The text before the signature; <see cref="TimePlaceholder"/> in it stands for the time.</param>
/// <param name="Parts">The parts that are signed, in order.</param>
internal sealed record SignaturePlan(string Header, string Prefix, IReadOnlyList<SignedPart> Parts)
{
    /// <summary>Stands for the time in <see cref="Prefix"/>.</summary>
    public const string TimePlaceholder = "{time}";

    /// <summary>The prefix of Standard Webhooks secrets.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>The text between two parts.</summary>
    public string Separator { get; init; } = "";

    /// <summary>sha256, sha384 or sha512.</summary>
    public string Algorithm { get; init; } = "sha256";

    /// <summary>Whether the signature is written in hexadecimal digits, else in base64.</summary>
    public bool IsHex { get; init; } = true;

    /// <summary>Whether the secret is the key in base64, else it is the key itself.</summary>
    public bool HasBase64Key { get; init; }

    /// <summary>Timestamp header of signing, in Unix seconds; null = none.</summary>
    public string? TimeHeader { get; init; }

    /// <summary>Header with an id of the request; null = none.</summary>
    public string? IdHeader { get; init; }

    /// <summary>Headers whose values are signed, or tell the time or the request.</summary>
    public IReadOnlyList<string> SentHeaders =>
    [
        .. Parts.Where(part => part.Kind is SignedPartKind.Header).Select(part => part.Text)
            .Concat(IdHeader is null ? [] : [IdHeader])
            .Concat(TimeHeader is null ? [] : [TimeHeader])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Headers whose values the caller of a test has to choose.</summary>
    public IEnumerable<string> ChosenHeaders => SentHeaders.Where(name => !Is(name, TimeHeader) && !Is(name, IdHeader));

    /// <summary>The plan of a trigger.</summary>
    public static SignaturePlan Of(SignatureVerificationSetting verification) => verification switch
    {
        { Custom: { } custom } => Of(custom),
        { Preset: "github" } => new("X-Hub-Signature-256", "sha256=", [new(SignedPartKind.Body)]) { IdHeader = "X-GitHub-Delivery" },
        { Preset: "slack" } => new(
            "X-Slack-Signature",
            "v0=",
            [new(SignedPartKind.Literal, "v0"), new(SignedPartKind.Header, "X-Slack-Request-Timestamp"), new(SignedPartKind.Body)])
        {
            Separator = ":",
            TimeHeader = "X-Slack-Request-Timestamp",
        },
        { Preset: "stripe" } => new(
            "Stripe-Signature", $"t={TimePlaceholder},v1=", [new(SignedPartKind.Time), new(SignedPartKind.Body)])
        { Separator = "." },
        { Preset: "zendesk" } => new(
            "X-Zendesk-Webhook-Signature",
            "",
            [new(SignedPartKind.Header, "X-Zendesk-Webhook-Signature-Timestamp"), new(SignedPartKind.Body)])
        {
            IsHex = false,
            TimeHeader = "X-Zendesk-Webhook-Signature-Timestamp",
        },
        _ => new(
            WebhookSignatureVerifier.SignatureHeader,
            "v1,",
            [
                new(SignedPartKind.Header, WebhookSignatureVerifier.IdHeader),
                new(SignedPartKind.Header, WebhookSignatureVerifier.TimestampHeader),
                new(SignedPartKind.Body),
            ])
        {
            Separator = ".",
            IsHex = false,
            HasBase64Key = true,
            IdHeader = WebhookSignatureVerifier.IdHeader,
            TimeHeader = WebhookSignatureVerifier.TimestampHeader,
        },
    };

    private static SignaturePlan Of(CustomSignature custom) =>
        new(custom.Header, custom.Prefix ?? "", [.. custom.Components.Select(PartOf)])
        {
            Separator = custom.Separator ?? "",
            Algorithm = custom.Algorithm,
            IsHex = custom.Encoding == "hex",
            TimeHeader = custom.TimestampHeader,
        };

    private static SignedPart PartOf(SignedComponent component) => component.Source switch
    {
        "header" => new(SignedPartKind.Header, component.Name ?? ""),
        "literal" => new(SignedPartKind.Literal, component.Value ?? ""),
        _ => new(SignedPartKind.Body),
    };

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of what is signed.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Name of the header, or the text itself.</param>
internal sealed record SignedPart(SignedPartKind Kind, string Text = "");

/// <summary>The kind of a part of a signed text.</summary>
internal enum SignedPartKind
{
    /// <summary>The body.</summary>
    Body,

    /// <summary>Value of a header.</summary>
    Header,

    /// <summary>A text that is always the same.</summary>
    Literal,

    /// <summary>The time of signing, which is in the header of the signature.</summary>
    Time,
}
