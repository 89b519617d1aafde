using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>
/// Creates a trigger. Without <c>authentication</c> and <c>signatureVerification</c> its requests must be signed as in
/// Standard Webhooks, with a secret that the answer shows this once.
/// </summary>
/// <param name="Name">Name shown to people, not empty.</param>
public sealed record CreateTriggerRequest([property: Text(255)] string Name)
{
    /// <summary>Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; made up when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255, Pattern = IdPattern.Resource)]
    public string? Id { get; init; }

    /// <summary>Its purpose.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(4_000, MayBeEmpty = true)]
    public string? Description { get; init; }

    /// <summary>Whether it starts the agent; <see langword="true"/> when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public bool? Enabled { get; init; }

    /// <summary>JSON Schema of the payload; any JSON object when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? InputSchema { get; init; }

    /// <summary>The first message, with <c>{{path}}</c> for values of the payload; the payload itself as JSON when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(FieldLimits.MessageTemplate, KeepsBlanks = true)]
    public string? MessageTemplate { get; init; }

    /// <summary>The callers it accepts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public SetTriggerAuthentication? Authentication { get; init; }

    /// <summary>How requests are signed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SignatureVerificationSetting? SignatureVerification { get; init; }

    /// <summary>Invocations a minute that the service takes, 1 to 100,000; 600 when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Range(1, 100_000)]
    public int? RateLimitPerMinute { get; init; }

    /// <summary>Bytes of a payload, 1,024 to 1,048,576; 262,144 when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Range(1_024, FieldLimits.TriggerBodyBytes)]
    public int? BodyLimitBytes { get; init; }

    /// <summary>Whether a body of type <c>text/plain</c> is read as JSON, too, as Amazon SNS sends it; not when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public bool? PlainTextIsJson { get; init; }

    /// <summary>The users the agent acts for, at most 100 who may act in the project; one invocation each.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Length(0, 100)]
    [Text(255)]
    public IReadOnlyList<string>? RunAsUserIds { get; init; }

    /// <summary>How much later than the one before it each user's run is due, 0 to 600,000 ms; 0 when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Range(0, 600_000)]
    public int? DispatchDelayMs { get; init; }
}

/// <summary>Changes a trigger. Only the members that are set are sent, and only they change.</summary>
[RulesOf(typeof(CreateTriggerRequest))]
public sealed record UpdateTriggerRequest
{
    /// <summary>Name shown to people, not empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <summary>Its purpose; <see langword="null"/> removes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Description { get; init; }

    /// <summary>Whether it starts the agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool> Enabled { get; init; }

    /// <summary>JSON Schema of the payload; <see langword="null"/> = any JSON object.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<JsonElement?> InputSchema { get; init; }

    /// <summary>The first message; <see langword="null"/> = the payload itself as JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> MessageTemplate { get; init; }

    /// <summary>The callers it accepts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<SetTriggerAuthentication> Authentication { get; init; }

    /// <summary>How requests are signed; <see langword="null"/> = they are not, which needs another way to authenticate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<SignatureVerificationSetting?> SignatureVerification { get; init; }

    /// <summary>Invocations a minute that the service takes, 1 to 100,000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int> RateLimitPerMinute { get; init; }

    /// <summary>Bytes of a payload, 1,024 to 1,048,576.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int> BodyLimitBytes { get; init; }

    /// <summary>Whether a body of type <c>text/plain</c> is read as JSON, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool> PlainTextIsJson { get; init; }

    /// <summary>The users the agent acts for, at most 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> RunAsUserIds { get; init; }

    /// <summary>How much later than the one before it each user's run is due, 0 to 600,000 ms.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int> DispatchDelayMs { get; init; }
}
