using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Conversations;

/// <summary>
/// Starts conversations, adds messages and feedback, and fires their events, all in the caller's transaction. The row of the conversation
/// is locked first and the snapshot taken under that lock: so an event shows exactly the state it made, and the events of a
/// conversation have ids in the order of these states.
/// </summary>
public static class ConversationWriter
{
    /// <summary>Starts a conversation and fires <c>conversation.created</c> with the messages it starts with.</summary>
    public static async Task<StartOutcome> StartAsync(
        EventTransaction transaction, NewConversation start, CancellationToken cancellationToken)
    {
        var (connection, projectNo) = (transaction.Connection, transaction.Project.ProjectNo);
        var identity = EventIdentity.At(transaction.Now);
        var key = TimeKey.At(transaction.Now);
        var conversation = new Conversation(
            key,
            start.Id ?? PublicId.ForConversation(key),
            start.AgentId,
            start.Title,
            start.UserProperties,
            start.Properties,
            start.Hash(),
            start.Messages.Count,
            identity.Key,
            identity.Timestamp,
            identity.Timestamp)
        {
            Hops = start.Hops,
        };
        if (!await ConversationStore.InsertAsync(connection, projectNo, conversation, cancellationToken))
        {
            // Conversations are never removed, so the one that has the id is there.
            var first = (await ConversationStore.FindAsync(connection, projectNo, conversation.Id, locked: false, cancellationToken))!;
            return first.StartHash.AsSpan().SequenceEqual(conversation.StartHash)
                ? new StartOutcome.Repeated(
                    await ConversationStore.TakeSnapshotAsync(connection, projectNo, first, null, cancellationToken))
                : new StartOutcome.IdTaken();
        }

        if (!await ConversationStore.HasAgentAsync(connection, projectNo, start.AgentId, cancellationToken))
        {
            return new StartOutcome.AgentUnknown();
        }

        var messages = start.Messages.Select((message, index) => MessageOf(message, index + 1, identity.Timestamp)).ToList();
        await ConversationStore.InsertMessagesAsync(connection, projectNo, conversation, messages, cancellationToken);
        var snapshot = await ConversationStore.TakeSnapshotAsync(connection, projectNo, conversation, null, cancellationToken);
        await FireAsync(transaction, EventTypes.ConversationCreated, identity, snapshot, null, start.Trace, cancellationToken);
        return new StartOutcome.Started(snapshot);
    }

    /// <summary>Adds a message to a conversation and fires <c>conversation.updated</c>.</summary>
    public static async Task<MessageOutcome> AddMessageAsync(
        EventTransaction transaction, string conversationId, NewMessage added, TraceContext? trace, CancellationToken cancellationToken)
    {
        var (connection, projectNo) = (transaction.Connection, transaction.Project.ProjectNo);
        if (await ConversationStore.FindAsync(connection, projectNo, conversationId, locked: true, cancellationToken) is not { } before)
        {
            return new MessageOutcome.ConversationUnknown();
        }

        if (added.Id is not null
            && await ConversationStore.FindMessageAsync(connection, projectNo, before, added.Id, cancellationToken) is { } first)
        {
            return first.Role == added.Role && first.Content == added.Content
                ? new MessageOutcome.Repeated(first)
                : new MessageOutcome.IdTaken();
        }

        var identity = EventIdentity.After(before.LastEventKey, transaction.Now);
        var conversation = before with
        {
            MessageCount = before.MessageCount + 1,
            LastEventKey = identity.Key,
            UpdatedAt = identity.Timestamp,
        };
        var message = MessageOf(added, conversation.MessageCount, identity.Timestamp);
        await ConversationStore.InsertMessagesAsync(connection, projectNo, conversation, [message], cancellationToken);
        await ConversationStore.TouchAsync(connection, projectNo, conversation, cancellationToken);
        var snapshot = await ConversationStore.TakeSnapshotAsync(connection, projectNo, conversation, null, cancellationToken);
        await FireAsync(transaction, EventTypes.ConversationUpdated, identity, snapshot, null, trace, cancellationToken);
        return new MessageOutcome.Added(message);
    }

    /// <summary>Adds feedback on a conversation and fires <c>feedback.created</c>, of the conversation's agent.</summary>
    public static async Task<FeedbackOutcome> AddFeedbackAsync(
        EventTransaction transaction, NewFeedback added, TraceContext? trace, CancellationToken cancellationToken)
    {
        var (connection, projectNo) = (transaction.Connection, transaction.Project.ProjectNo);
        var found = await ConversationStore.FindAsync(connection, projectNo, added.ConversationId, locked: true, cancellationToken);
        if (found is not { } before)
        {
            return new FeedbackOutcome.ConversationUnknown();
        }

        if (added.MessageId is not null
            && await ConversationStore.FindMessageAsync(connection, projectNo, before, added.MessageId, cancellationToken) is null)
        {
            return new FeedbackOutcome.MessageUnknown();
        }

        var identity = EventIdentity.After(before.LastEventKey, transaction.Now);
        var feedback = new Feedback(
            TimeKey.At(identity.Timestamp), before.Id, added.MessageId, added.Type, added.Details, identity.Timestamp);
        var conversation = before with { LastEventKey = identity.Key };
        await ConversationStore.InsertFeedbackAsync(connection, projectNo, conversation, feedback, cancellationToken);
        await ConversationStore.TouchAsync(connection, projectNo, conversation, cancellationToken);
        var snapshot = await ConversationStore.TakeSnapshotAsync(connection, projectNo, conversation, feedback, cancellationToken);
        await FireAsync(transaction, EventTypes.FeedbackCreated, identity, snapshot, feedback, trace, cancellationToken);
        return new FeedbackOutcome.Added(feedback);
    }

    private static ConversationMessage MessageOf(NewMessage added, int number, DateTimeOffset at) =>
        new(number, added.Id ?? PublicId.ForMessage(TimeKey.At(at)), added.Role, added.Content, at);

    private static Task FireAsync(
        EventTransaction transaction, string type, EventIdentity identity, ConversationSnapshot snapshot, Feedback? feedback,
        TraceContext? trace, CancellationToken cancellationToken) => transaction.FireAsync(
        new NewEvent
        {
            Project = transaction.Project,
            Type = type,
            AgentId = snapshot.Conversation.AgentId,
            Hops = snapshot.Conversation.Hops,
            Trace = trace,
            WriteData = (writer, _) => ConversationData.Write(writer, snapshot, feedback),
        },
        identity,
        cancellationToken);
}
