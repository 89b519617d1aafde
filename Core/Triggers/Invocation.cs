using Webhooks.Contracts;

namespace Webhooks.Core.Triggers;

/// <summary>An invocation as it is stored.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="CreatedAt"/>; also that of its run.</param>
/// <param name="TriggerNo">The trigger that started it.</param>
/// <param name="AgentId">The agent it starts.</param>
/// <param name="ConversationId">The conversation it opened.</param>
/// <param name="RunAsUserId">The user the agent acts for; null = no user.</param>
/// <param name="Status">One of <see cref="InvocationStatus.All"/>.</param>
/// <param name="Reason">Why it failed; null otherwise.</param>
/// <param name="Payload">JSON as it came; null = it was started with a message, or the payload was not requested.</param>
/// <param name="Message">The first message of the conversation.</param>
/// <param name="DestinationNo">The row of destinations that is called; null = the agent had no <c>runUrl</c>, or it was switched
/// off.</param>
/// <param name="DueAt">When the agent is called first.</param>
/// <param name="RerunOf">The invocation it repeats; null = none.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it succeeded or failed; null = it is pending.</param>
public sealed record Invocation(
    Guid Key,
    long TriggerNo,
    string AgentId,
    string ConversationId,
    string? RunAsUserId,
    string Status,
    string? Reason,
    string? Payload,
    string Message,
    long? DestinationNo,
    DateTimeOffset DueAt,
    Guid? RerunOf,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt);
