using Npgsql;
using Webhooks.Core.Persistence;

namespace Webhooks.Core.Events;

/// <summary>Reads stored events for people.</summary>
public sealed class EventLog(NpgsqlDataSource dataSource)
{
    private const string Columns = "e.event_id, e.id, e.type, e.agent_id, e.matched, e.trace_parent, e.body";

    /// <summary>index: primary key of events, its partitions from newest to oldest</summary>
    private const string OlderSql = $"select {Columns} from events e where e.project_no = $1 and e.event_id < $2 order by e.event_id desc limit $3";

    /// <summary>index: primary key of events, its partitions from oldest to newest</summary>
    private const string NewerSql = $"select {Columns} from events e where e.project_no = $1 and e.event_id > $2 order by e.event_id limit $3";

    /// <summary>index: primary key of events (one partition)</summary>
    private const string FindSql = $"select {Columns} from events e where e.project_no = $1 and e.event_id = $2";

    /// <summary>index: primary keys of event_ids and events (one partition)</summary>
    private const string FindByIdSql =
        $"select {Columns} from event_ids i join events e on e.project_no = i.project_no and e.event_id = i.event_id where i.project_no = $1 and i.id = $2";

    /// <summary>A page of the project's events, newest first.</summary>
    public async Task<KeysetPage<StoredEvent>> ListAsync(long projectNo, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(from.Backwards ? NewerSql : OlderSql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = from.EventKey });
        command.Parameters.Add(new() { Value = limit + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return KeysetPage.Of(rows, from, limit, row => new Keyset(row.Identity.Key, 0, false));
    }

    /// <summary>The event with this id, be it the publisher's or <c>evt_…</c>; null when the project has none.</summary>
    public async Task<StoredEvent?> FindAsync(long projectNo, string id, CancellationToken cancellationToken) =>
        await FindAsync(FindByIdSql, projectNo, id, cancellationToken)
        ?? (PublicId.TryParseEvent(id, out var key) ? await FindAsync(FindSql, projectNo, key, cancellationToken) : null);

    /// <summary>The event under an id its publisher chose, as a transaction under way sees it.</summary>
    internal static async Task<StoredEvent?> FindChosenAsync(NpgsqlConnection connection, long projectNo, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindByIdSql, connection) { Parameters = { new() { Value = projectNo }, new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private async Task<StoredEvent?> FindAsync(string sql, long projectNo, object key, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static StoredEvent Read(NpgsqlDataReader reader)
    {
        var key = reader.GetGuid(0);
        var id = reader.IsDBNull(1) ? PublicId.ForEvent(key) : reader.GetString(1);
        return new StoredEvent(
            new EventIdentity(key, id, EventTime.Of(key)),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.GetInt32(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            reader.GetFieldValue<byte[]>(6));
    }
}
