namespace Webhooks.Core.Conversations;

internal static partial class ConversationStore
{
    private const string Columns =
        "conversation_id, id, agent_id, title, user_properties, properties, start_hash, message_count, last_event_id, created_at, updated_at, hops";

    /// <summary>index: primary key of conversations</summary>
    private const string FindSql = $"select {Columns} from conversations where project_no = $1 and id = $2";

    /// <summary>
    /// Makes all other transactions that would change the conversation wait until the commit. index: primary key of conversations
    /// </summary>
    private const string LockSql = $"{FindSql} for update";

    /// <summary>index: conversations_newest</summary>
    private const string OlderSql =
        $"select {Columns} from conversations where project_no = $1 and conversation_id < $2 order by conversation_id desc limit $3";

    /// <summary>index: conversations_newest</summary>
    private const string NewerSql =
        $"select {Columns} from conversations where project_no = $1 and conversation_id > $2 order by conversation_id limit $3";

    /// <summary>No row = the id is taken; waits for a transaction that is about to take it. index: primary key of conversations</summary>
    private const string InsertSql = $"""
        insert into conversations (project_no, {Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (project_no, id) do nothing
        """;

    /// <summary>index: primary key of conversations</summary>
    private const string TouchSql =
        "update conversations set message_count = $3, last_event_id = $4, updated_at = $5 where project_no = $1 and id = $2";

    /// <summary>index: unique index of agents (project_no, id)</summary>
    private const string AgentSql = "select 1 from agents where project_no = $1 and id = $2";

    private const string InsertMessagesSql = """
        insert into messages (project_no, conversation_id, number, id, role, content, size, created_at)
        select $1, $2, i.number, i.id, i.role, i.content, i.size, $8
        from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::int[]) as i (number, id, role, content, size)
        """;

    private const string MessageColumns = "number, id, role, content, created_at";

    /// <summary>index: messages_id</summary>
    private const string FindMessageSql =
        $"select {MessageColumns} from messages where project_no = $1 and conversation_id = $2 and id = $3";

    /// <summary>index: primary key of messages</summary>
    private const string MessagesSql =
        $"select {MessageColumns} from messages where project_no = $1 and conversation_id = $2 and number between $3 and $4 order by number";

    /// <summary>
    /// The messages from $3 to $4 whose sizes, added up from the newest, stay within $5; and the newest in any case. Contents that
    /// stay out are not read. index: primary key of messages
    /// </summary>
    private const string NewestMessagesSql = $"""
        select {MessageColumns}
        from (
            select {MessageColumns}, sum(size) over (order by number desc) as total
            from messages where project_no = $1 and conversation_id = $2 and number between $3 and $4
        ) m
        where m.total <= $5 or m.number = $4
        order by m.number
        """;

    private const string InsertFeedbackSql = """
        insert into feedback (project_no, feedback_id, conversation_id, message_id, type, details, created_at) values ($1, $2, $3, $4, $5, $6, $7)
        """;
}
