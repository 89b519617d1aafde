using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Destinations;

namespace Webhooks.Core.Events;

/// <summary>Makes events and their deliveries durable, many per statement.</summary>
internal sealed partial class EventStore(NpgsqlDataSource dataSource)
{
    /// <summary>Stores the events that can be stored; the results are in the order of the input.</summary>
    public async Task<StoreResult[]> StoreAsync(IReadOnlyList<PendingEvent> pending, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await StoreAsync(connection, pending, cancellationToken);
    }

    /// <summary>The same on a connection that may have a transaction under way, whose commit then decides.</summary>
    public static async Task<StoreResult[]> StoreAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingEvent> pending, CancellationToken cancellationToken)
    {
        var stored = await InsertAsync(connection, pending, cancellationToken);
        var results = new StoreResult[pending.Count];
        if (stored.Count == pending.Count)
        {
            return results;
        }

        var taken = await FindTakenAsync(connection, pending, cancellationToken);
        for (var index = 0; index < results.Length; index++)
        {
            var item = pending[index];
            results[index] = stored.Contains(item.Event.Identity.Key) ? StoreResult.Stored
                : taken.Contains((item.Project.ProjectNo, item.Event.Identity.Id)) ? StoreResult.Taken
                : StoreResult.Stale;
        }

        return results;
    }

    private static async Task<HashSet<Guid>> InsertAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingEvent> pending, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StoreSql, connection);
        AddEvents(command.Parameters, pending);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new HashSet<Guid>(pending.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(reader.GetGuid(0));
        }

        return stored;
    }

    private static void AddEvents(NpgsqlParameterCollection parameters, IReadOnlyList<PendingEvent> pending)
    {
        parameters.Add(new() { Value = pending.Select(item => item.Project.ProjectNo).ToArray() });
        parameters.Add(new() { Value = pending.Select(item => item.ProjectVersion).ToArray() });
        parameters.Add(new() { Value = pending.Select(item => item.Event.Identity.Key).ToArray() });
        parameters.Add(Texts(pending.Select(item => item.HasChosenId ? item.Event.Identity.Id : null)));
        parameters.Add(Texts(pending.Select(item => item.Event.Type)));
        parameters.Add(Texts(pending.Select(item => item.Event.AgentId)));
        parameters.Add(new() { Value = pending.Select(item => item.Event.Matched).ToArray() });
        parameters.Add(TextsOrNone(pending, static item => item.Event.Trace?.Parent));
        parameters.Add(
            new() { Value = pending.Select(item => item.Event.Body).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        parameters.Add(Texts(pending.Select(item => $"{{{string.Join(',', item.Destinations)}}}")));
        parameters.Add(new()
        {
            Value = pending.Select(item => item.Event.Identity.Timestamp.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        parameters.Add(Texts(pending.Select(item => item.Event.Missed is { Total: > 0 } missed ? missed.ToString() : null)));
        // An array that is shorter than the others is filled up with nulls: nearly no event has been through a trigger, or is put off.
        parameters.Add(new()
        {
            Value = pending.Any(item => item.Event.Hops > 0)
                ? pending.Select(item => item.Event.Hops > 0 ? (short?)item.Event.Hops : null).ToArray()
                : [],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint,
        });
        parameters.Add(new()
        {
            Value = pending.Any(item => item.IsPutOff) ? pending.Select(item => item.IsPutOff ? (bool?)true : null).ToArray() : [],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean,
        });
        parameters.Add(new() { Value = FanOutRules.MostAtOnce });
        parameters.Add(TextsOrNone(pending, static item => item.Event.Trace?.State));
    }

    /// <summary>Values that few events have: an array that is shorter than the others is filled up with nulls.</summary>
    private static NpgsqlParameter TextsOrNone(IReadOnlyList<PendingEvent> pending, Func<PendingEvent, string?> value) =>
        Texts(pending.Any(item => value(item) is not null) ? pending.Select(value) : []);

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static async Task<HashSet<(long, string)>> FindTakenAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingEvent> pending, CancellationToken cancellationToken)
    {
        var chosen = pending.Where(item => item.HasChosenId).ToList();
        await using var command = new NpgsqlCommand(TakenSql, connection);
        command.Parameters.Add(new() { Value = chosen.Select(item => item.Project.ProjectNo).ToArray() });
        command.Parameters.Add(Texts(chosen.Select(item => item.Event.Identity.Id)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new HashSet<(long, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return taken;
    }
}
