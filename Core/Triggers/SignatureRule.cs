using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Contracts;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>
/// How the sender of a trigger's requests signs them: a preset of a known sender, or a description of its own. Holds no secret. In JSON
/// <c>{"preset":"github"}</c>, with <c>toleranceSeconds</c> where the sender gives a time, or <c>{"custom":{…}}</c>.
/// </summary>
public sealed class SignatureRule
{
    /// <summary>Seconds a request's time may be off, both ways, when the configuration does not say.</summary>
    public const int DefaultToleranceSeconds = 300;

    /// <summary>Seconds of tolerance at most: a day.</summary>
    public const int MaximumToleranceSeconds = 86_400;

    /// <summary>Characters of a secret at most.</summary>
    public const int MaximumSecretLength = FieldLimits.TriggerSecret;

    /// <summary>The most characters of a header; a longer one is <see cref="SignatureVerdict.Malformed"/>.</summary>
    internal const int MaximumHeaderLength = 8_192;

    private const int MaximumDeliveryIdLength = 255;
    private const string GitHubDeliveryHeader = "X-GitHub-Delivery";

    internal SignatureRule(string? preset, SignatureScheme? scheme, int? toleranceSeconds)
    {
        Preset = preset;
        Scheme = scheme;
        ToleranceSeconds = toleranceSeconds;
    }

    /// <summary>One of <see cref="SignaturePresets.All"/>; null for a custom description.</summary>
    public string? Preset { get; }

    /// <summary>
    /// Seconds the request's time may be off, both ways; null when the sender gives no time, so that a recorded request never gets stale.
    /// </summary>
    public int? ToleranceSeconds { get; }

    /// <summary>How it is done; null for the two presets that need more than a description.</summary>
    internal SignatureScheme? Scheme { get; }

    /// <summary>Reads a configuration. Members it does not know, such as the secret, are left alone.</summary>
    public static SignatureRuleResult Parse(JsonElement json) => SignatureRuleReader.Read(json);

    /// <summary>The configuration as <see cref="Parse"/> reads it, with every default written out.</summary>
    public JsonObject ToJson()
    {
        if (Preset is null)
        {
            // Neither a preset nor a scheme cannot be made.
            return new JsonObject { ["custom"] = Scheme!.ToJson(ToleranceSeconds) };
        }

        var json = new JsonObject { ["preset"] = Preset };
        if (ToleranceSeconds is { } seconds)
        {
            json["toleranceSeconds"] = seconds;
        }

        return json;
    }

    /// <summary>The fault of a secret for this sender, as a phrase that follows the field's name; null = none.</summary>
    public string? FaultOfSecret(string secret) => secret switch
    {
        { Length: 0 or > MaximumSecretLength } => $"must have 1 to {MaximumSecretLength} characters",
        _ when !UnicodeText.IsStorable(secret) => "must be Unicode text without NUL characters",
        _ when string.IsNullOrWhiteSpace(secret) => "must not be blank",
        _ when Preset == SignaturePresets.StandardWebhooks => SigningSecret.Parse(secret).Error,
        _ => null,
    };

    /// <summary>Checks a request. Never throws, whatever the request holds.</summary>
    /// <param name="secrets">
    /// The live secrets: one is enough. Without any, or with none that could have been a secret, nothing is valid.
    /// </param>
    /// <param name="header">The value of a header by name, in any case; null when the request has none.</param>
    /// <param name="body">The exact bytes of the body.</param>
    /// <param name="now">The time the request arrived.</param>
    public SignatureVerdict Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var window = new SignatureWindow(now, ToleranceSeconds);
        return Preset switch
        {
            SignaturePresets.StandardWebhooks => StandardWebhooksSignature.Verify(secrets, header, body, window),
            SignaturePresets.Stripe => StripeSignature.Verify(secrets, header, body, window),

            // GitHub does not sign this header. It identifies repeats, but a sender can still send a recorded request under a new one.
            SignaturePresets.GitHub => Scheme!.Verify(secrets, header, body, window, DeliveryIdOf(header(GitHubDeliveryHeader))),
            _ => Scheme!.Verify(secrets, header, body, window, senderDeliveryId: null),
        };
    }

    /// <summary>A header's value as the name of a delivery; null when there is none or it cannot be one.</summary>
    internal static string? DeliveryIdOf(string? value) =>
        value is { Length: > 0 and <= MaximumDeliveryIdLength } && value.All(character => character is > ' ' and <= '~') ? value : null;
}

/// <summary>The outcome of <see cref="SignatureRule.Parse"/>: a configuration, or all errors of the input.</summary>
public sealed class SignatureRuleResult
{
    internal SignatureRuleResult(SignatureRule verification)
    {
        Verification = verification;
        Errors = [];
    }

    internal SignatureRuleResult(IReadOnlyList<PayloadError> errors) => Errors = errors;

    /// <summary>True when there is a <see cref="Verification"/>, false when there are <see cref="Errors"/>.</summary>
    [MemberNotNullWhen(true, nameof(Verification))]
    public bool IsValid => Verification is not null;

    /// <summary>The configuration, or null when it was refused.</summary>
    public SignatureRule? Verification { get; }

    /// <summary>The errors, with pointers into the configuration; empty when there are none.</summary>
    public IReadOnlyList<PayloadError> Errors { get; }
}
