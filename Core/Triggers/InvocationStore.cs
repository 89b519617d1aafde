using System.Text;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Triggers;

/// <summary>The statements on invocations and their runs, on whatever connection the caller has.</summary>
internal static partial class InvocationStore
{
    /// <summary>The target for the agent's <c>runUrl</c>; null = the agent has none.</summary>
    public static async Task<RunTarget?> FindRunTargetAsync(
        NpgsqlConnection connection, long projectNo, string agentId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, RunDestinationSql, new() { Value = projectNo }, new() { Value = RunDestination.IdOf(agentId) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RunTarget(reader.GetInt64(0), reader.GetBoolean(1), TextOf(reader, 2))
            : null;
    }

    public static async Task InsertAsync(
        NpgsqlConnection connection, long projectNo, Invocation invocation, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            InsertSql,
            new() { Value = projectNo },
            new() { Value = invocation.Key },
            new() { Value = invocation.TriggerNo },
            new() { Value = invocation.AgentId },
            new() { Value = invocation.ConversationId },
            Of(invocation.RunAsUserId, NpgsqlDbType.Text),
            new() { Value = invocation.Status },
            Of(invocation.Payload, NpgsqlDbType.Text),
            new() { Value = invocation.Message },
            Of(invocation.DestinationNo, NpgsqlDbType.Bigint),
            new() { Value = invocation.DueAt.UtcDateTime },
            Of(invocation.RerunOf, NpgsqlDbType.Uuid),
            new() { Value = invocation.CreatedAt.UtcDateTime },
            Of(invocation.FinishedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Of(invocation.Reason, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts the run of an invocation into the queue.</summary>
    public static async Task InsertRunAsync(
        NpgsqlConnection connection, long projectNo, Invocation invocation, TraceContext? trace, int hops, byte[] body,
        CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            InsertRunSql,
            new() { Value = RunBook.Of(projectNo) },
            new() { Value = invocation.Key },
            new() { Value = PublicId.ForInvocation(invocation.Key) },
            new() { Value = EventTypes.TriggerInvoked },
            new() { Value = invocation.AgentId },
            Of(trace?.Parent, NpgsqlDbType.Text),
            new() { Value = body },
            Of(invocation.DestinationNo, NpgsqlDbType.Bigint),
            new() { Value = invocation.DueAt.UtcDateTime },
            new() { Value = invocation.CreatedAt.UtcDateTime },
            Of(hops > 0 ? (short)hops : null, NpgsqlDbType.Smallint),
            Of(trace?.State, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends a pending invocation; the id of its conversation, or null when it was not pending.</summary>
    public static async Task<string?> FinishAsync(
        NpgsqlConnection connection, long projectNo, Guid key, string status, string? reason, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, FinishSql, new() { Value = projectNo }, new() { Value = key }, new() { Value = status },
            Of(reason, NpgsqlDbType.Text));
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>An invocation of a trigger; null = it has none of this key.</summary>
    public static async Task<Invocation?> FindAsync(
        NpgsqlConnection connection, long projectNo, long triggerNo, Guid key, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FindSql, new() { Value = projectNo }, new() { Value = key });
        return (await ReadAllAsync(command, cancellationToken)).SingleOrDefault(invocation => invocation.TriggerNo == triggerNo);
    }

    /// <summary>A trigger's invocations, newest first; one more than a page when there are more.</summary>
    public static async Task<List<Invocation>> ListAsync(
        NpgsqlConnection connection, long triggerNo, string? status, KeysetSpan span, int rows, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, ListSql, new() { Value = triggerNo }, new() { Value = span.Near.EventKey }, new() { Value = span.Far.EventKey },
            new() { Value = rows });
        var conditions = new SqlConditions(command.Parameters);
        conditions.Add("i.status", status);
        command.CommandText = new StringBuilder(command.CommandText)
            .Replace("{compare}", span.Compare).Replace("{within}", span.Within).Replace("{order}", span.Order)
            .Replace("{filters}", conditions.ToString())
            .ToString();
        return await ReadAllAsync(command, cancellationToken);
    }

    /// <summary>The project of this number, which exists.</summary>
    public static async Task<ProjectScope> ReadScopeAsync(NpgsqlDataSource dataSource, long projectNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ScopeSql);
        command.Parameters.Add(new() { Value = projectNo });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ProjectScope(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3))
            : throw new InvalidOperationException($"There is no project number {projectNo}.");
    }

    private static async Task<List<Invocation>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Invocation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new Invocation(
                reader.GetGuid(0),
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetString(3),
                TextOf(reader, 4),
                reader.GetString(5),
                TextOf(reader, 6),
                TextOf(reader, 7),
                reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetInt64(9),
                reader.GetFieldValue<DateTimeOffset>(10),
                reader.IsDBNull(11) ? null : reader.GetGuid(11),
                reader.GetFieldValue<DateTimeOffset>(12),
                reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13)));
        }

        return rows;
    }

    private static string? TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

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
