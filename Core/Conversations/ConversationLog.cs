using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Conversations;

/// <summary>Reads stored conversations for people.</summary>
public sealed class ConversationLog(NpgsqlDataSource dataSource)
{
    /// <summary>A page of the project's conversations, newest first.</summary>
    public async Task<KeysetPage<Conversation>> ListAsync(long projectNo, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ConversationStore.ListAsync(connection, projectNo, from, limit, cancellationToken);
    }

    /// <summary>A conversation with its newest messages; null when the project has none of this id.</summary>
    public async Task<ConversationSnapshot?> FindAsync(long projectNo, string id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var conversation = await ConversationStore.FindAsync(connection, projectNo, id, locked: false, cancellationToken);
        return conversation is null
            ? null
            : await ConversationStore.TakeSnapshotAsync(connection, projectNo, conversation, null, cancellationToken);
    }

    /// <summary>
    /// A numbered page of a conversation's messages, oldest first, and how many there are; null when the project has no such conversation.
    /// </summary>
    public async Task<(IReadOnlyList<ConversationMessage> Rows, int Total)?> ListMessagesAsync(
        long projectNo, string id, int page, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await ConversationStore.FindAsync(connection, projectNo, id, locked: false, cancellationToken) is not { } conversation)
        {
            return null;
        }

        // Numbered without gaps, so a page is a range of numbers however far back it is.
        var before = (page - 1) * limit;
        var last = Math.Min(before + limit, conversation.MessageCount);
        return (
            await ConversationStore.ReadMessagesAsync(connection, projectNo, conversation, before + 1, last, cancellationToken),
            conversation.MessageCount);
    }
}
