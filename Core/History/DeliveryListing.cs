using System.Text;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Core.History;

/// <summary>
/// Turns a query into the statements of one page: which places to compare, which index to use, and which filters to check row by row. All
/// values are parameters; the text is built from fixed fragments.
/// </summary>
internal sealed class DeliveryListing
{
    private const string Nothing = "and false";

    private static readonly string[] GivenUp = [DeliveryState.Failed, DeliveryState.Expired];

    private readonly long projectNo;
    private readonly DeliveryQuery query;
    private readonly KeysetSpan span;

    public DeliveryListing(long projectNo, DeliveryQuery query, Keyset from)
    {
        this.projectNo = projectNo;
        this.query = query;
        span = KeysetSpan.Of(from, query.From, query.To, query.EventKey);
    }

    /// <summary>
    /// The index to read finished deliveries by: rare kinds have their own; an event's deliveries are next to each other anyway.
    /// </summary>
    private string Source =>
        query.EventKey is not null ? DeliveryLog.FromProject
        : query.OnlyUndelivered ? DeliveryLog.FromUndelivered
        : query.DestinationNo is not null || query.DestinationId is not null ? DeliveryLog.FromDestination
        : DeliveryLog.FromProject;

    /// <summary>The page, looking no further than <paramref name="reach"/>.</summary>
    /// <param name="limit">Rows at most.</param>
    /// <param name="reach">A place that <see cref="ReachCommand"/> gave; null = to the end of the span.</param>
    public NpgsqlBatchCommand PageCommand(int limit, Keyset? reach)
    {
        var command = CommandFor(limit, reach ?? span.Far);
        var parameters = command.Parameters;
        var waiting = query.OnlyFinished ? Nothing : WaitingFilters(parameters);
        var finished = query.OnlyWaiting ? Nothing : FinishedFilters(parameters);
        command.CommandText = Fill(DeliveryLog.ListSql, parameters, waiting, finished)
            .Replace("{event}", query.EventType is null && query.AgentId is null ? string.Empty : DeliveryLog.WaitingEvent)
            .ToString();
        return command;
    }

    /// <summary>Reads how far a page may look if it examines this many rows of either table.</summary>
    public NpgsqlBatchCommand ReachCommand(int rows)
    {
        var command = CommandFor(rows, span.Far);
        command.CommandText = Fill(
            DeliveryLog.ReachSql, command.Parameters, query.OnlyFinished ? Nothing : string.Empty,
            query.OnlyWaiting ? Nothing : string.Empty).ToString();
        return command;
    }

    /// <inheritdoc cref="KeysetSpan.Nearer"/>
    public Keyset Nearer(Keyset one, Keyset other) => span.Nearer(one, other);

    private NpgsqlBatchCommand CommandFor(int rows, Keyset end) => new()
    {
        Parameters =
        {
            new() { Value = projectNo },
            new() { Value = span.Near.EventKey },
            new() { Value = span.Near.DestinationNo },
            new() { Value = end.EventKey },
            new() { Value = end.DestinationNo },
            new() { Value = rows },
        },
    };

    private StringBuilder Fill(string sql, NpgsqlParameterCollection parameters, string waiting, string finished)
    {
        var source = Source;
        var destination = new SqlConditions(parameters);
        if (source == DeliveryLog.FromDestination)
        {
            destination.Add("d.destination_no", query.DestinationNo);
            destination.Add("d.id", query.DestinationId);
        }

        return new StringBuilder(sql)
            .Replace("{source}", source)
            .Replace("{destination}", destination.ToString())
            .Replace("{waiting}", waiting)
            .Replace("{finished}", finished)
            .Replace("{compare}", span.Compare)
            .Replace("{within}", span.Within)
            .Replace("{order}", span.Order);
    }

    private string WaitingFilters(NpgsqlParameterCollection parameters)
    {
        var conditions = new SqlConditions(parameters);
        conditions.Add($"({DeliveryLog.WaitingState})", query.State);
        conditions.Add("e.type", query.EventType);
        conditions.Add("e.agent_id", query.AgentId);
        AddShared(conditions, "q", $"({DeliveryLog.WaitingReason})");
        return conditions.ToString();
    }

    private string FinishedFilters(NpgsqlParameterCollection parameters)
    {
        var conditions = new SqlConditions(parameters);
        conditions.Add("f.state", query.State);
        conditions.Add("f.event_type", query.EventType);
        conditions.Add("f.agent_id", query.AgentId);
        conditions.AddRaw("f.state = any({0})", query.OnlyGivenUp ? GivenUp : null);
        conditions.AddRaw("f.finished_at >= {0}", query.FinishedFrom?.UtcDateTime);
        AddShared(conditions, "f", "f.reason");
        return conditions.ToString();
    }

    private void AddShared(SqlConditions conditions, string table, string reason)
    {
        conditions.Add($"{table}.status_code", (short?)query.StatusCode);
        conditions.Add($"{table}.failure_class", query.FailureClass);
        conditions.Add($"{table}.destination_no", query.DestinationNo);
        // index: destinations_project
        conditions.AddRaw(
            $"{table}.destination_no = any(array(select x.destination_no from destinations x where x.project_no = $1 and x.id = {{0}}))",
            query.DestinationId);
        conditions.AddRaw(
            $"""
            (({reason}) ilike {"{0}"} or {table}.destination_no = any(array(
                select x.destination_no from destinations x
                where x.project_no = $1 and (x.id ilike {"{0}"} or x.name ilike {"{0}"} or x.url ilike {"{0}"}))))
            """,
            query.Text is null ? null : $"%{SqlConditions.EscapeLike(query.Text)}%");
    }
}
