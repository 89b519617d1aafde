using System.Text;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>Reads stored events for people.</summary>
public sealed partial class EventLog(NpgsqlDataSource dataSource)
{
    /// <summary>How many events a page looks at; one that ends there is short and has a next one.</summary>
    public const int Reach = 10_000;

    /// <inheritdoc cref="ListAsync(long, EventQuery, Keyset, int, CancellationToken)"/>
    public Task<KeysetPage<StoredEvent>> ListAsync(long projectNo, Keyset from, int limit, CancellationToken cancellationToken) =>
        ListAsync(projectNo, new EventQuery(), from, limit, cancellationToken);

    /// <summary>
    /// A page of the project's events, newest first. Short or empty, yet with a next page, when <see cref="Reach"/> events were looked at
    /// and few of them matched.
    /// </summary>
    public async Task<KeysetPage<StoredEvent>> ListAsync(
        long projectNo, EventQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var span = KeysetSpan.Of(from, query.From, query.To);
        Keyset? reach = null;
        if (query.LooksAtRows)
        {
            await using var look = CommandFor(connection, ReachSql, projectNo, span, Reach);
            look.CommandText = Fill(look.CommandText, span, OnlyIndexed(query));
            reach = await look.ExecuteScalarAsync(cancellationToken) is Guid key ? new Keyset(key, 0, false) : null;
        }

        await using var command =
            CommandFor(connection, ListSql, projectNo, reach is { } place ? span with { Far = place } : span, limit + 1);
        var conditions = new SqlConditions(command.Parameters);
        conditions.Add("e.type", query.Type);
        conditions.Add("e.agent_id", query.AgentId);
        command.CommandText = Fill(
            command.CommandText, span, $"{OnlyIndexed(query)} {(query.Matched is true ? "and e.matched > 0" : string.Empty)} {conditions}");
        return KeysetPage.Of(
            await ReadAllAsync(command, cancellationToken), from, limit, row => new Keyset(row.Identity.Key, 0, false), reach);
    }

    /// <summary>The event with this id, the publisher's or <c>evt_…</c>; null when the project has none.</summary>
    public async Task<StoredEvent?> FindAsync(long projectNo, string id, CancellationToken cancellationToken) =>
        await FindAsync(FindByIdSql, projectNo, id, cancellationToken)
        ?? (PublicId.TryParseEvent(id, out var key) ? await FindAsync(FindSql, projectNo, key, cancellationToken) : null);

    /// <summary>The event under an id its publisher chose, as a transaction under way sees it.</summary>
    internal static async Task<StoredEvent?> FindChosenAsync(
        NpgsqlConnection connection, long projectNo, string id, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand(FindByIdSql, connection) { Parameters = { new() { Value = projectNo }, new() { Value = id } } };
        return (await ReadAllAsync(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The ids of destinations, also of deleted ones.</summary>
    public async Task<IReadOnlyDictionary<long, string>> FindDestinationIdsAsync(
        IReadOnlyCollection<long> destinationNos, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<long, string>();
        if (destinationNos.Count > 0)
        {
            await using var command = dataSource.CreateCommand(DestinationIdsSql);
            command.Parameters.Add(new() { Value = destinationNos.ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids[reader.GetInt64(0)] = reader.GetString(1);
            }
        }

        return ids;
    }

    private async Task<StoredEvent?> FindAsync(string sql, long projectNo, object key, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command =
            new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = projectNo }, new() { Value = key } } };
        return (await ReadAllAsync(command, cancellationToken)).FirstOrDefault();
    }

    private static NpgsqlCommand CommandFor(NpgsqlConnection connection, string sql, long projectNo, KeysetSpan span, int rows) =>
        new(sql, connection)
        {
            Parameters =
            {
                new() { Value = projectNo },
                new() { Value = span.Near.EventKey },
                new() { Value = span.Far.EventKey },
                new() { Value = rows },
            },
        };

    private static string Fill(string sql, KeysetSpan span, string filters) => new StringBuilder(sql)
        .Replace("{compare}", span.Compare).Replace("{within}", span.Within).Replace("{order}", span.Order).Replace("{filters}", filters)
        .ToString();

    /// <summary>Events that matched nothing are few and have an index of their own.</summary>
    private static string OnlyIndexed(EventQuery query) => query.Matched is false ? "and e.matched = 0" : string.Empty;

    private static async Task<List<StoredEvent>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
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
            TraceContext.Read(reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(8) ? null : reader.GetString(8)),
            reader.GetFieldValue<byte[]>(6),
            MissedDestinations.Parse(reader.IsDBNull(7) ? null : reader.GetString(7)));
    }
}

/// <summary>Which events of a project to list; null = all.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="AgentId">The event's agent.</param>
/// <param name="From">It happened at this time or later.</param>
/// <param name="To">It happened before this time.</param>
/// <param name="Matched">True = it matched a destination, false = it matched none.</param>
public sealed record EventQuery(
    string? Type = null, string? AgentId = null, DateTimeOffset? From = null, DateTimeOffset? To = null, bool? Matched = null)
{
    /// <summary>The query has filters that need a look at each row: more than a time span.</summary>
    internal bool LooksAtRows => (Type ?? AgentId) is not null || Matched is true;
}

/// <summary>An event that is durable, with the envelope its deliveries send; when it matched nothing, with the reasons.</summary>
public sealed record StoredEvent(
    EventIdentity Identity, string Type, string? AgentId, int Matched, TraceContext? Trace, byte[] Body, MissedDestinations? Missed = null)
{
    /// <inheritdoc cref="NewEvent.Hops"/>
    public int Hops { get; init; }
}
