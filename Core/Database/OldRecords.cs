using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Database;

/// <summary>
/// Removes old records of tables that are not partitioned by day, a bounded number per transaction; the statements are in
/// <c>OldRecords.Sql.cs</c>. Each method continues until nothing is left and returns the number of removed rows.
/// </summary>
public sealed partial class OldRecords(NpgsqlDataSource dataSource)
{
    /// <summary>Conversations of one transaction, each with all of its messages.</summary>
    private const int ConversationChunk = 100;

    /// <summary>The database's time.</summary>
    public async Task<DateTimeOffset> ReadNowAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(NowSql);
        // Never null.
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>The ids that publishers chose for the events of a day. They are free again then.</summary>
    public Task<long> RemoveEventIdsAsync(DateOnly day, CancellationToken cancellationToken) => RemoveAsync(
        EventIdsSql, EventTime.FirstKeyOf(RetainedDays.EndOf(day)), Chunks.Size, cancellationToken,
        EventTime.FirstKeyOf(RetainedDays.StartOf(day)));

    /// <summary>Audit records from before a time.</summary>
    public Task<long> RemoveAuditAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RemoveAsync(AuditSql, EventTime.FirstKeyOf(before), Chunks.Size, cancellationToken);

    /// <summary>Finished invocations from before a time.</summary>
    public Task<long> RemoveInvocationsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RemoveAsync(InvocationsSql, EventTime.FirstKeyOf(before), Chunks.Size, cancellationToken);

    /// <summary>Conversations without a new message since a time, with their messages.</summary>
    public Task<long> RemoveConversationsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RemoveAsync(ConversationsSql, EventTime.FirstKeyOf(before), ConversationChunk, cancellationToken, before.UtcDateTime);

    /// <summary>Feedback from before a time.</summary>
    public Task<long> RemoveFeedbackAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RemoveAsync(FeedbackSql, EventTime.FirstKeyOf(before), Chunks.Size, cancellationToken);

    /// <summary>Sessions that have ended.</summary>
    public Task<long> RemoveSessionsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        RemoveAsync(SessionsSql, now.UtcDateTime, Chunks.Size, cancellationToken);

    /// <summary>Token buckets that are full again.</summary>
    public Task<long> RemoveRateBucketsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        RemoveAsync(RateBucketsSql, now.UtcDateTime, Chunks.Size, cancellationToken);

    /// <summary>Invitations that have expired, accepted or not.</summary>
    public Task<long> RemoveInvitationsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        RemoveAsync(InvitationsSql, now.UtcDateTime, Chunks.Size, cancellationToken);

    private Task<long> RemoveAsync(string sql, object before, int chunkSize, CancellationToken cancellationToken, object? further = null) =>
        Chunks.RunAsync(
            chunkSize,
            async (limit, token) =>
            {
                await using var command = dataSource.CreateCommand(sql);
                command.Parameters.Add(new() { Value = before });
                command.Parameters.Add(new() { Value = limit });
                if (further is not null)
                {
                    command.Parameters.Add(new() { Value = further });
                }

                return await command.ExecuteNonQueryAsync(token);
            },
            cancellationToken);
}
