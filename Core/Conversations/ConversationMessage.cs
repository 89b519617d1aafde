namespace Webhooks.Core.Conversations;

/// <summary>A message of a conversation; never changed once it is stored.</summary>
/// <param name="Number">Its place in the conversation, from 1 and without gaps.</param>
/// <param name="Id">The product's id, or <c>msg_…</c>; unique within the conversation.</param>
/// <param name="Role">One of <see cref="Contracts.MessageRole.All"/>.</param>
/// <param name="Content">The text.</param>
/// <param name="CreatedAt">When it came.</param>
public sealed record ConversationMessage(int Number, string Id, string Role, string Content, DateTimeOffset CreatedAt);
