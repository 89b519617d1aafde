using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Conversations;

/// <summary>The statements on conversations, messages and feedback, on whatever connection the caller has.</summary>
internal static partial class ConversationStore
{
    public static async Task<bool> HasAgentAsync(
        NpgsqlConnection connection, long projectNo, string agentId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, AgentSql, new() { Value = projectNo }, new() { Value = agentId });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>
    /// The conversation; with <paramref name="locked"/> no other transaction changes it until this one ends. Null = there is none.
    /// </summary>
    public static async Task<Conversation?> FindAsync(
        NpgsqlConnection connection, long projectNo, string id, bool locked, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, locked ? LockSql : FindSql, new() { Value = projectNo }, new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadConversation(reader) : null;
    }

    /// <summary>A page of the project's conversations, newest first.</summary>
    public static async Task<KeysetPage<Conversation>> ListAsync(
        NpgsqlConnection connection, long projectNo, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, from.Backwards ? NewerSql : OlderSql, new() { Value = projectNo }, new() { Value = from.EventKey },
            new() { Value = limit + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Conversation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ReadConversation(reader));
        }

        return KeysetPage.Of(rows, from, limit, row => new Keyset(row.Key, 0, false));
    }

    /// <summary>False = the project has a conversation of this id.</summary>
    public static async Task<bool> InsertAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            InsertSql,
            new() { Value = projectNo },
            new() { Value = conversation.Key },
            new() { Value = conversation.Id },
            new() { Value = conversation.AgentId },
            Text(conversation.Title),
            Json(conversation.UserProperties),
            Json(conversation.Properties),
            new() { Value = conversation.StartHash },
            new() { Value = conversation.MessageCount },
            new() { Value = conversation.LastEventKey },
            new() { Value = conversation.CreatedAt.UtcDateTime },
            new() { Value = conversation.UpdatedAt.UtcDateTime },
            new() { Value = conversation.Hops > 0 ? (short)conversation.Hops : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Updates the columns of a conversation that messages and events change.</summary>
    public static async Task TouchAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            TouchSql,
            new() { Value = projectNo },
            new() { Value = conversation.Id },
            new() { Value = conversation.MessageCount },
            new() { Value = conversation.LastEventKey },
            new() { Value = conversation.UpdatedAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds messages that all came at the same moment.</summary>
    public static async Task InsertMessagesAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, IReadOnlyList<ConversationMessage> messages,
        CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            InsertMessagesSql,
            new() { Value = projectNo },
            new() { Value = conversation.Key },
            new() { Value = messages.Select(message => message.Number).ToArray() },
            new() { Value = messages.Select(message => message.Id).ToArray() },
            new() { Value = messages.Select(message => message.Role).ToArray() },
            new() { Value = messages.Select(message => message.Content).ToArray() },
            new() { Value = messages.Select(ConversationData.SizeOf).ToArray() },
            new() { Value = conversation.UpdatedAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<ConversationMessage?> FindMessageAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, string id, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, FindMessageSql, new() { Value = projectNo }, new() { Value = conversation.Key }, new() { Value = id });
        return (await ReadMessagesAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The messages with these numbers, oldest first.</summary>
    public static async Task<IReadOnlyList<ConversationMessage>> ReadMessagesAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, int first, int last, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, MessagesSql, new() { Value = projectNo }, new() { Value = conversation.Key }, new() { Value = first },
            new() { Value = last });
        return await ReadMessagesAsync(command, cancellationToken);
    }

    /// <summary>
    /// The conversation with its newest messages, as far as they and the feedback fit. Messages are never changed and have their
    /// numbers, so this is the state in which <paramref name="conversation"/> was read, even if messages were added since.
    /// </summary>
    public static async Task<ConversationSnapshot> TakeSnapshotAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, Feedback? feedback, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            NewestMessagesSql,
            new() { Value = projectNo },
            new() { Value = conversation.Key },
            new() { Value = Math.Max(1, conversation.MessageCount - ConversationSnapshot.MaximumMessages + 1) },
            new() { Value = conversation.MessageCount },
            new() { Value = (long)ConversationData.SpaceForMessages(conversation, feedback) });
        return new ConversationSnapshot(conversation, await ReadMessagesAsync(command, cancellationToken));
    }

    public static async Task InsertFeedbackAsync(
        NpgsqlConnection connection, long projectNo, Conversation conversation, Feedback feedback, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            InsertFeedbackSql,
            new() { Value = projectNo },
            new() { Value = feedback.Key },
            new() { Value = conversation.Key },
            Text(feedback.MessageId),
            new() { Value = feedback.Type },
            Text(feedback.Details),
            new() { Value = feedback.CreatedAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<ConversationMessage>> ReadMessagesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<ConversationMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(new ConversationMessage(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return messages;
    }

    private static Conversation ReadConversation(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        TextOf(reader, 3),
        TextOf(reader, 4),
        TextOf(reader, 5),
        reader.GetFieldValue<byte[]>(6),
        reader.GetInt32(7),
        reader.GetGuid(8),
        reader.GetFieldValue<DateTimeOffset>(9),
        reader.GetFieldValue<DateTimeOffset>(10))
    {
        Hops = reader.IsDBNull(11) ? 0 : reader.GetInt16(11),
    };

    private static string? TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Json(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json };

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
