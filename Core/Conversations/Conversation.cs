using Webhooks.Contracts;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Conversations;

/// <summary>A conversation of an agent with a user, as it is at one moment.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="CreatedAt"/>.</param>
/// <param name="Id">The id people see: the product's, or <c>conv_…</c>.</param>
/// <param name="AgentId">The agent it is with; its events are this agent's.</param>
/// <param name="Title">Title; null = none.</param>
/// <param name="UserProperties">JSON object about the user; null = none.</param>
/// <param name="Properties">JSON object about the conversation; null = none.</param>
/// <param name="StartHash">SHA-256 of the request that started it.</param>
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

/// <summary>A message of a conversation; never changed once it is stored.</summary>
/// <param name="Number">Its place in the conversation, from 1 and without gaps.</param>
/// <param name="Id">The product's id, or <c>msg_…</c>; unique within the conversation.</param>
/// <param name="Role">One of <see cref="Contracts.MessageRole.All"/>.</param>
/// <param name="Content">The text.</param>
/// <param name="CreatedAt">When it came.</param>
public sealed record ConversationMessage(int Number, string Id, string Role, string Content, DateTimeOffset CreatedAt);

/// <summary>A conversation with its newest messages, oldest first: as people see it and events carry it.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Messages">At most <see cref="MaximumMessages"/>, and no more than fit into <see cref="MaximumBytes"/>, but always the
/// newest.</param>
public sealed record ConversationSnapshot(Conversation Conversation, IReadOnlyList<ConversationMessage> Messages)
{
    /// <summary>Messages of a snapshot.</summary>
    public const int MaximumMessages = FieldLimits.Messages;

    /// <summary>
    /// Bytes of an event's <c>data</c>: the same 256 KiB that a published event may have. The oldest messages that would exceed it are left
    /// out. Only a newest message that exceeds it by itself makes an event larger.
    /// </summary>
    public const int MaximumBytes = 256 * 1024;

    /// <summary>Older messages that the conversation has and the snapshot has not.</summary>
    public int MessagesOmitted => Conversation.MessageCount - Messages.Count;
}

/// <summary>A user's feedback on a conversation or on one of its messages.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="CreatedAt"/>.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The message; null = the conversation as a whole.</param>
/// <param name="Type">One of <see cref="Contracts.FeedbackType.All"/>.</param>
/// <param name="Details">The user's text; null = none.</param>
/// <param name="CreatedAt">When it was given.</param>
public sealed record Feedback(Guid Key, string ConversationId, string? MessageId, string Type, string? Details, DateTimeOffset CreatedAt)
{
    /// <summary>The id people see.</summary>
    public string Id => PublicId.ForFeedback(Key);
}
