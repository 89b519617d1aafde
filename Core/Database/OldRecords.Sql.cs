namespace Webhooks.Core.Database;

public sealed partial class OldRecords
{
    internal const string NowSql = "select now()";

    /// <summary>
    /// Chosen ids of events with keys from $3 up to, not including, $1. index: event_ids_event; the rows it names are then fetched by
    /// address
    /// </summary>
    internal const string EventIdsSql = """
        delete from event_ids
        where ctid = any(array(select i.ctid from event_ids i where i.event_id >= $3 and i.event_id < $1 order by i.event_id limit $2))
        """;

    /// <summary>index: primary key of audit_records</summary>
    internal const string AuditSql = """
        delete from audit_records
        where ctid = any(array(select a.ctid from audit_records a where a.record_id < $1 order by a.record_id limit $2))
        """;

    /// <summary>A pending one has its run in the queue. index: primary keys of projects and invocations</summary>
    internal const string InvocationsSql = """
        delete from invocations
        where ctid = any(array(
            select w.row_address
            from projects p
            cross join lateral (
                select i.ctid as row_address from invocations i
                where i.project_no = p.project_no and i.invocation_id < $1 and i.status <> 'pending'
                order by i.invocation_id
                limit $2
            ) w
            limit $2))
        """;

    /// <summary>
    /// Conversations that began before $1 and got nothing since $3, with their messages. A conversation that a transaction is writing to
    /// right now is skipped. index: primary key of projects, conversations_newest, primary key of messages
    /// </summary>
    internal const string ConversationsSql = """
        with old as (
            select w.*
            from projects p
            cross join lateral (
                select c.ctid as row_address, c.project_no, c.conversation_id from conversations c
                where c.project_no = p.project_no and c.conversation_id < $1 and c.updated_at < $3
                order by c.conversation_id
                limit $2
                for update skip locked
            ) w
            limit $2
        ), messages_too as (
            delete from messages m using old o where m.project_no = o.project_no and m.conversation_id = o.conversation_id
        )
        delete from conversations where ctid = any(array(select row_address from old))
        """;

    /// <summary>index: primary keys of projects and feedback</summary>
    internal const string FeedbackSql = """
        delete from feedback
        where ctid = any(array(
            select w.row_address
            from projects p
            cross join lateral (
                select f.ctid as row_address from feedback f where f.project_no = p.project_no and f.feedback_id < $1 order by f.feedback_id limit $2
            ) w
            limit $2))
        """;

    /// <summary>Reads all of them: one per signed-in user, and those that ended since the last time.</summary>
    internal const string SessionsSql = """
        delete from sessions where session_no = any(array(select s.session_no from sessions s where s.expires_at <= $1 limit $2))
        """;

    /// <summary>A full bucket is the same as no bucket. index: rate_buckets_full</summary>
    internal const string RateBucketsSql = """
        delete from rate_buckets
        where bucket = any(array(select b.bucket from rate_buckets b where b.full_at <= $1 order by b.full_at limit $2))
        """;

    /// <summary>Reads all of them: those that can be accepted, and those that expired since the last time.</summary>
    internal const string InvitationsSql = """
        delete from invitations where invitation_no = any(array(select i.invitation_no from invitations i where i.expires_at <= $1 limit $2))
        """;
}
