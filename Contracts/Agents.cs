using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>An agent of a project.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="RunUrl">Where an invocation is posted; absent when the agent takes none.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record AgentResponse(
    string Id,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RunUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>
    /// Why the service switched the <c>runUrl</c> off; absent while it is on. Invocations fail from then on. Setting <c>runUrl</c>, also to
    /// the same URL, switches it on again.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RunUrlDisabledReason { get; init; }

    /// <summary>When the service switched the <c>runUrl</c> off; absent while it is on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RunUrlDisabledAt { get; init; }
}

/// <summary>Creates an agent.</summary>
/// <param name="Id">Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Name">Name shown to people, not empty.</param>
/// <param name="RunUrl">
/// Absolute http or https URL an invocation is posted to, signed; the answer <c>{"content":"…"}</c> becomes the assistant's message.
/// </param>
public sealed record CreateAgentRequest(
    [property: Text(255, Pattern = IdPattern.Resource)] string Id,
    [property: Text(255)] string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Text(FieldLimits.Url, IsUrl = true)] string? RunUrl = null);

/// <summary>Changes an agent; what is left out stays as it is.</summary>
[RulesOf(typeof(CreateAgentRequest))]
public sealed record UpdateAgentRequest
{
    /// <summary>Name shown to people, not empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <summary>
    /// Absolute http or https URL an invocation is posted to; null = the agent is called no more, and what waits for it fails. A URL
    /// switches on what the service had switched off.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> RunUrl { get; init; }
}

/// <summary>The secrets that sign what is posted to an agent's <c>runUrl</c>.</summary>
/// <param name="Secrets">Newest first; empty when the agent has no <c>runUrl</c>.</param>
public sealed record AgentSecretsResponse(IReadOnlyList<AgentSecret> Secrets);

/// <summary>A signing secret of an agent.</summary>
/// <param name="Secret"><c>whsec_…</c>, as verifiers of Standard Webhooks take it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AgentSecret(string Secret, DateTimeOffset CreatedAt);
