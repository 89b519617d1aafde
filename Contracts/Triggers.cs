using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>A URL that starts an agent.</summary>
public sealed record TriggerResponse
{
    /// <summary>Identifier, unique among the agent's triggers.</summary>
    public required string Id { get; init; }

    /// <summary>The agent it starts.</summary>
    public required string AgentId { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Its purpose.</summary>
    public required string? Description { get; init; }

    /// <summary>Whether it starts the agent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Where the sender posts to.</summary>
    public required string WebhookUrl { get; init; }

    /// <summary>JSON Schema of the payload; <see langword="null"/> = any JSON object.</summary>
    public required JsonElement? InputSchema { get; init; }

    /// <summary>
    /// The first message, with <c>{{path}}</c> for values of the payload; <see langword="null"/> = the payload itself as JSON.
    /// </summary>
    public required string? MessageTemplate { get; init; }

    /// <summary>The callers it accepts, besides those who can sign.</summary>
    public required TriggerAuthentication Authentication { get; init; }

    /// <summary>How requests are signed, without the secret; <see langword="null"/> = they are not.</summary>
    public required SignatureVerificationSetting? SignatureVerification { get; init; }

    /// <summary>Invocations a minute that the service takes.</summary>
    public required int RateLimitPerMinute { get; init; }

    /// <summary>Bytes of a payload.</summary>
    public required int BodyLimitBytes { get; init; }

    /// <summary>Whether a body of type <c>text/plain</c> is read as JSON, too: Amazon SNS sends its messages so.</summary>
    public required bool PlainTextIsJson { get; init; }

    /// <summary>The users the agent acts for, one invocation each; empty = one invocation for nobody in particular.</summary>
    public required IReadOnlyList<string> RunAsUserIds { get; init; }

    /// <summary>How much later than the one before it each user's run is due, in milliseconds.</summary>
    public required int DispatchDelayMs { get; init; }

    /// <summary>The secret that requests are signed with; only in the answer to the request it was generated for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The callers that a trigger accepts.</summary>
public sealed record TriggerAuthentication
{
    /// <summary><see langword="true"/> = anybody who knows the URL.</summary>
    public bool Open { get; init; }

    /// <summary>Headers that every request must carry.</summary>
    public IReadOnlyList<TriggerHeader> Headers { get; init; } = [];
}

/// <summary>A header that a trigger demands.</summary>
/// <param name="Name">Name of the header.</param>
/// <param name="ValuePrefix">The first characters of its value; absent when the value has no more than 16 characters.</param>
public sealed record TriggerHeader(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ValuePrefix = null);

/// <summary>Sets who may call a trigger: either <c>open</c> or <c>headers</c>.</summary>
public sealed record SetTriggerAuthentication
{
    /// <summary>Most headers to demand.</summary>
    public const int MaximumHeaders = 10;

    /// <summary><see langword="true"/> = anybody who knows the URL; also ends the demand for a signature.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public bool? Open { get; init; }

    /// <summary>Headers that every request must carry, at most 10; in place of those before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Length(0, MaximumHeaders)]
    public IReadOnlyList<SetTriggerHeader>? Headers { get; init; }
}

/// <summary>A header to demand.</summary>
/// <param name="Name">Name of the header.</param>
/// <param name="Value">Its value; left out = the stored one of this name.</param>
public sealed record SetTriggerHeader(
    [property: Text(FieldLimits.CustomHeaderName)] string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Text(FieldLimits.CustomHeaderValue)] string? Value = null);

/// <summary>How the requests to a trigger are signed: either <c>preset</c> or <c>custom</c>.</summary>
public sealed record SignatureVerificationSetting
{
    /// <summary><c>standard-webhooks</c>, <c>github</c>, <c>slack</c>, <c>stripe</c> or <c>zendesk</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Preset { get; init; }

    /// <summary>A sender of another kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CustomSignature? Custom { get; init; }

    /// <summary>Seconds the time in a preset's request may be from now, at most 86,400; 300 when left out. GitHub signs no time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ToleranceSeconds { get; init; }

    /// <summary>
    /// The shared secret; never in an answer. Left out: kept when there is one, else generated, unless the sender issues it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(FieldLimits.TriggerSecret, KeepsBlanks = true)]
    public string? Secret { get; init; }
}

/// <summary>A signature: an HMAC over components of the request.</summary>
public sealed record CustomSignature
{
    /// <summary>sha256, sha384 or sha512.</summary>
    public required string Algorithm { get; init; }

    /// <summary>hex or base64.</summary>
    public required string Encoding { get; init; }

    /// <summary>The header with the signature.</summary>
    public required string Header { get; init; }

    /// <summary>The text before the signature in its header.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prefix { get; init; }

    /// <summary>The components that are signed, in order; the body is one of them.</summary>
    public required IReadOnlyList<SignedComponent> Components { get; init; }

    /// <summary>The text between the components.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Separator { get; init; }

    /// <summary>The signed header with the time of signing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimestampHeader { get; init; }

    /// <summary>Seconds that time may be from now, at most 86,400; 300 when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ToleranceSeconds { get; init; }
}

/// <summary>A part of what is signed.</summary>
/// <param name="Source">body, header or literal.</param>
/// <param name="Name">The header.</param>
/// <param name="Value">The literal text.</param>
public sealed record SignedComponent(
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null);

/// <summary>The secret that requests to a trigger are signed with.</summary>
/// <param name="Secret">The secret; <see langword="null"/> when no signature is demanded.</param>
public sealed record TriggerSecretResponse(string? Secret);
