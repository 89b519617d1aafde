using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>One start of an agent by a trigger.</summary>
public record InvocationResponse
{
    /// <summary>Identifier, <c>inv_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The trigger.</summary>
    public required string TriggerId { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The conversation it opened.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Whom the agent acts for; <see langword="null"/> = nobody in particular.</summary>
    public required string? RunAsUserId { get; init; }

    /// <summary>One of <see cref="InvocationStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed; <see langword="null"/> otherwise.</summary>
    public required string? Reason { get; init; }

    /// <summary>When the agent was to be called first.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The invocation this one repeats; <see langword="null"/> = none.</summary>
    public required string? RerunOf { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it succeeded or failed; <see langword="null"/> = it is pending.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>An invocation with what came in and what was done about it.</summary>
public sealed record InvocationDetailResponse : InvocationResponse
{
    /// <summary>The payload as it came; <see langword="null"/> = it was started with a message instead.</summary>
    [JsonPropertyOrder(1)]
    public required JsonElement? Payload { get; init; }

    /// <summary>The first message of the conversation.</summary>
    [JsonPropertyOrder(1)]
    public required string Message { get; init; }

    /// <summary>The calls of the agent's <c>runUrl</c>, oldest first; empty when it has none.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<AttemptResponse> Attempts { get; init; }
}

/// <summary>The status of an invocation.</summary>
public static class InvocationStatus
{
    /// <summary>The agent has not answered yet.</summary>
    public const string Pending = "pending";

    /// <summary>The agent answered, or it has no <c>runUrl</c> and the conversation is stored.</summary>
    public const string Success = "success";

    /// <summary>The agent did not answer; the reason says why.</summary>
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Success, Failed];
}

/// <summary>Starts an agent again.</summary>
public sealed record RerunTriggerRequest
{
    /// <summary>The invocation whose payload is used again; needed without <c>userMessage</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? InvocationId { get; init; }

    /// <summary>A message instead of what the template makes of the payload, 1 to 100,000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(FieldLimits.Message, KeepsBlanks = true)]
    public string? UserMessage { get; init; }
}

/// <summary>Repeats an invocation, for the user it was for.</summary>
/// <param name="UserMessage">A message instead of what the template makes of the payload, 1 to 100,000 characters.</param>
public sealed record RerunInvocationRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Text(FieldLimits.Message,
        KeepsBlanks = true)] string? UserMessage = null);

/// <summary>The payload that a sender posts to a trigger: any JSON object.</summary>
public sealed record InvokeTriggerRequest
{
    /// <summary>The members of the payload.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Members { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>The agent was started: everything is stored and runs, whatever happens to the service.</summary>
/// <param name="Success">Always <see langword="true"/>.</param>
/// <param name="Invocations">One per user the agent acts for, or one.</param>
public sealed record InvokeTriggerResponse(bool Success, IReadOnlyList<StartedInvocation> Invocations);

/// <summary>A start that was stored.</summary>
/// <param name="InvocationId">The invocation.</param>
/// <param name="ConversationId">The conversation it opened.</param>
/// <param name="RunAsUserId">Whom the agent acts for; <see langword="null"/> = nobody in particular.</param>
public sealed record StartedInvocation(string InvocationId, string ConversationId, string? RunAsUserId);

/// <summary>The answer to Slack's question whether a URL is right; no agent is started.</summary>
/// <param name="Challenge">The text of the question.</param>
public sealed record TriggerChallenge(string Challenge);

/// <summary>Why a trigger refused a request.</summary>
/// <param name="Error">The reason.</param>
/// <param name="ValidationErrors">What is wrong with the payload, each with its JSON pointer; absent for other reasons.</param>
public sealed record InvokeTriggerError(
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ValidationErrors = null);
