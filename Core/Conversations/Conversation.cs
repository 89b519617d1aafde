namespace Webhooks.Core.Conversations;

/// <summary>A conversation of an agent with a user, as it is at one moment.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="CreatedAt"/>.</param>
/// <param name="Id">The id people see: the product's, or <c>conv_…</c>.</param>
/// <param name="AgentId">The agent it is with; its events are this agent's.</param>
/// <param name="Title">Title; null = none.</param>
/// <param name="UserProperties">JSON object about the user; null = none.</param>
/// <param name="Properties">JSON object about the conversation; null = none.</param>
/// <param name="StartHash">SHA-256 of what it was started with.</param>
/// <param name="MessageCount">Its messages, which are numbered from 1 to this.</param>
/// <param name="LastEventKey">The newest event it fired.</param>
/// <param name="CreatedAt">When it started.</param>
/// <param name="UpdatedAt">When its newest message came; the start when there is none.</param>
public sealed record Conversation(
    Guid Key,
    string Id,
    string AgentId,
    string? Title,
    string? UserProperties,
    string? Properties,
    byte[] StartHash,
    int MessageCount,
    Guid LastEventKey,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Triggers that lie between it and its first cause; its events have as many.</summary>
    public int Hops { get; init; }
}
