using System.Data;
using System.Text;
using Npgsql;
using Webhooks.Core.Persistence;

namespace Webhooks.Core.Deliveries;

/// <summary>Reads deliveries and their attempts for people.</summary>
public sealed partial class DeliveryLog(NpgsqlDataSource dataSource)
{
    /// <summary>States that no waiting delivery has; <c>cancelled</c> may wait to be finished, its destination being deleted.</summary>
    private static readonly string?[] OnlyFinished = [DeliveryState.Delivered, DeliveryState.Failed, DeliveryState.Expired];

    /// <summary>States that no finished delivery has.</summary>
    private static readonly string?[] OnlyWaiting = [DeliveryState.Pending, DeliveryState.Delivering, DeliveryState.Retrying, DeliveryState.Held];

    /// <summary>A page of the project's deliveries, newest event first.</summary>
    public async Task<KeysetPage<DeliveryRow>> ListAsync(long projectNo, DeliveryQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ListAsync(connection, projectNo, query, from, limit, cancellationToken);
    }

    /// <summary>One delivery and its recorded attempts, first to last, as of one moment; null when the project has none of this key.</summary>
    public async Task<DeliveryWithAttempts?> FindAsync(long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // One snapshot: an attempt recorded between two reads would show with the state from before it.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // The place just before it; the first row from there is the delivery itself or another one.
        var before = new Keyset(eventKey, destinationNo - 1, Backwards: true);
        var page = await ListAsync(connection, projectNo, new DeliveryQuery(EventKey: eventKey), before, 1, cancellationToken);
        return page.Rows.FirstOrDefault(row => row.DestinationNo == destinationNo) is { } delivery
            ? new DeliveryWithAttempts(delivery, await ListAttemptsAsync(connection, projectNo, delivery, cancellationToken))
            : null;
    }

    private static async Task<KeysetPage<DeliveryRow>> ListAsync(
        NpgsqlConnection connection, long projectNo, DeliveryQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        var parameters = command.Parameters;
        parameters.Add(new() { Value = projectNo });
        parameters.Add(new() { Value = from.EventKey });
        parameters.Add(new() { Value = from.DestinationNo });
        parameters.Add(new() { Value = limit + 1 });
        command.CommandText = new StringBuilder(ListSql)
            .Replace("{compare}", from.Backwards ? ">" : "<")
            .Replace("{order}", from.Backwards ? "asc" : "desc")
            .Replace("{waiting}", OnlyFinished.Contains(query.State) ? "and false" : Where(query, parameters, WaitingState, "q", "e.type", "e.agent_id"))
            .Replace("{finished}", OnlyWaiting.Contains(query.State) ? "and false" : Where(query, parameters, "f.state", "f", "f.event_type", "f.agent_id"))
            .ToString();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DeliveryRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return KeysetPage.Of(rows, from, limit, row => new Keyset(row.EventKey, row.DestinationNo, false));
    }

    private static async Task<IReadOnlyList<AttemptRow>> ListAttemptsAsync(
        NpgsqlConnection connection, long projectNo, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = AttemptsSql;
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = delivery.EventKey });
        command.Parameters.Add(new() { Value = delivery.DestinationNo });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var attempts = new List<AttemptRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts.Add(ReadAttempt(reader));
        }

        return attempts;
    }

    private static string Where(DeliveryQuery query, NpgsqlParameterCollection parameters, string state, string table, string eventType, string agentId)
    {
        var where = new StringBuilder();
        Add(query.State, $"({state})");
        Add(query.DestinationId, "d.id");
        Add(query.EventType, eventType);
        Add(query.EventKey, $"{table}.event_id");
        Add(query.AgentId, agentId);
        return where.ToString();

        void Add(object? value, string column)
        {
            if (value is not null)
            {
                parameters.Add(new() { Value = value });
                where.Append(" and ").Append(column).Append(" = $").Append(parameters.Count);
            }
        }
    }

    private static DeliveryRow Read(NpgsqlDataReader reader)
    {
        var eventKey = reader.GetGuid(0);
        return new DeliveryRow(
            eventKey,
            reader.GetInt64(1),
            reader.IsDBNull(2) ? PublicId.ForEvent(eventKey) : reader.GetString(2),
            reader.GetString(3),
            reader.GetString(4),
            Nullable<string>(reader, 5),
            reader.GetString(6),
            Nullable<string>(reader, 7),
            reader.GetInt16(8),
            NullableValue<DateTimeOffset>(reader, 9),
            reader.GetFieldValue<DateTimeOffset>(10),
            NullableValue<DateTimeOffset>(reader, 11));
    }

    private static AttemptRow ReadAttempt(NpgsqlDataReader reader) => new(
        reader.GetInt16(0),
        reader.GetFieldValue<DateTimeOffset>(1),
        reader.GetFloat(2),
        NullableValue<short>(reader, 3),
        reader.GetString(4),
        Nullable<string>(reader, 5),
        Nullable<string>(reader, 6),
        NullableValue<DateTimeOffset>(reader, 7),
        NullableValue<float>(reader, 8),
        NullableValue<float>(reader, 9),
        NullableValue<float>(reader, 10),
        NullableValue<float>(reader, 11),
        reader.IsDBNull(12) ? [] : reader.GetFieldValue<byte[]>(12));

    private static T? Nullable<T>(NpgsqlDataReader reader, int column)
        where T : class =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static T? NullableValue<T>(NpgsqlDataReader reader, int column)
        where T : struct =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}
