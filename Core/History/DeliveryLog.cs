using System.Data;
using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.History;

/// <summary>Reads deliveries and their attempts for people.</summary>
public sealed partial class DeliveryLog(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// How many rows of either table a page looks at: a filter that matches few rows must not read the whole history. A page that ends
    /// there is short and has a next one.
    /// </summary>
    public const int Reach = 10_000;

    /// <summary>
    /// A page of the project's deliveries, newest event first. Short or empty, yet with a next page, when <see cref="Reach"/> rows were
    /// looked at and few of them matched.
    /// </summary>
    public async Task<KeysetPage<DeliveryRow>> ListAsync(
        long projectNo, DeliveryQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ListAsync(connection, projectNo, query, from, limit, cancellationToken);
    }

    /// <summary>
    /// One delivery and its recorded attempts, first to last, as of one moment; null when the project has none of this key.
    /// </summary>
    public async Task<DeliveryWithAttempts?> FindAsync(
        long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
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

    /// <summary>The same on a connection that may have a transaction under way.</summary>
    internal static async Task<KeysetPage<DeliveryRow>> ListAsync(
        NpgsqlConnection connection, long projectNo, DeliveryQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        var listing = new DeliveryListing(projectNo, query, from);
        var reach = query.LooksAtRows ? await FindReachAsync(connection, listing, cancellationToken) : null;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { listing.PageCommand(limit + 1, reach) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DeliveryRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return KeysetPage.Of(rows, from, limit, row => new Keyset(row.EventKey, row.DestinationNo, false), reach);
    }

    private static async Task<Keyset?> FindReachAsync(
        NpgsqlConnection connection, DeliveryListing listing, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { listing.ReachCommand(Reach) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        Keyset? reach = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var place = new Keyset(reader.GetGuid(0), reader.GetInt64(1), false);
            reach = reach is { } other ? listing.Nearer(place, other) : place;
        }

        return reach;
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
            NullableValue<DateTimeOffset>(reader, 11),
            NullableValue<short>(reader, 12),
            Nullable<string>(reader, 13));
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
        reader.IsDBNull(12) ? [] : reader.GetFieldValue<byte[]>(12),
        NullableValue<float>(reader, 13));

    private static T? Nullable<T>(NpgsqlDataReader reader, int column)
        where T : class =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static T? NullableValue<T>(NpgsqlDataReader reader, int column)
        where T : struct =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}

/// <summary>A delivery as people see it, wherever it is stored. Status and failure class are those of the last recorded attempt.</summary>
public sealed record DeliveryRow(
    Guid EventKey, long DestinationNo, string EventId, string EventType, string DestinationId, string? AgentId, string State,
    string? Reason,
    int AttemptCount, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int? StatusCode = null,
    string? FailureClass = null);

/// <summary>A recorded attempt.</summary>
public sealed record AttemptRow(
    int Number, DateTimeOffset StartedAt, double DurationMs, int? StatusCode, string Verdict, string? FailureClass, string? Error,
    DateTimeOffset? NextAttemptAt, double? DnsMs, double? ConnectMs, double? TlsMs, double? FirstByteMs, byte[] ResponseBody,
    double? RepeatMs = null);

/// <summary>A delivery and its recorded attempts, first to last, as of the same moment.</summary>
public sealed record DeliveryWithAttempts(DeliveryRow Delivery, IReadOnlyList<AttemptRow> Attempts);
