using Webhooks.Contracts;

namespace Webhooks.Core.Conversations;

/// <summary>A conversation with its newest messages, oldest first: what people see and what events carry.</summary>
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
