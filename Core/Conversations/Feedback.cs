using Webhooks.Core.Keys;

namespace Webhooks.Core.Conversations;

/// <summary>What a user thinks of a conversation or of one of its messages.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="CreatedAt"/>.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The message; null = the conversation as a whole.</param>
/// <param name="Type">One of <see cref="Contracts.FeedbackType.All"/>.</param>
/// <param name="Details">What the user wrote; null = nothing.</param>
/// <param name="CreatedAt">When it was given.</param>
public sealed record Feedback(Guid Key, string ConversationId, string? MessageId, string Type, string? Details, DateTimeOffset CreatedAt)
{
    /// <summary>The id people see.</summary>
    public string Id => PublicId.ForFeedback(Key);
}
