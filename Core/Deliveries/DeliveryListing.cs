using System.Text;
using Npgsql;
using Webhooks.Core.Events;
using Webhooks.Core.Persistence;

namespace Webhooks.Core.Deliveries;

/// <summary>
/// Turns a query into the statements of one page: what to compare, which index to go by, and what to look at row by row. All values are
/// parameters; the text is put together of fixed fragments.
/// </summary>
internal sealed class DeliveryListing
{
    private const string Nothing = "and false";

    private readonly long projectNo;
    private readonly DeliveryQuery query;
    private readonly bool backwards;

    /// <summary>Where the page begins, not included.</summary>
    private readonly Keyset near;

    /// <summary>Where the span asked for ends, included.</summary>
    private readonly Keyset far;

    public DeliveryListing(long projectNo, DeliveryQuery query, Keyset from)
    {
        this.projectNo = projectNo;
        this.query = query;
        backwards = from.Backwards;
        // No row has the destination 0, so that these are before the first row of their moment.
        var oldest = query.From is { } since ? new Keyset(EventTime.FirstKeyOf(since), 0, backwards) : Keyset.End;
        var newest = query.To is { } until ? new Keyset(EventTime.FirstKeyOf(until), 0, backwards) : Keyset.Start;
        (oldest, newest) = query.EventKey is { } key ? Narrow(oldest, newest, key) : (oldest, newest);
        (near, far) = backwards ? (Later(from, oldest), newest) : (Earlier(from, newest), oldest);
    }

    /// <summary>What is rare goes by its own index; an event's deliveries are next to each other anyway.</summary>
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
        var command = CommandFor(limit, reach ?? far);
        var parameters = command.Parameters;
        var waiting = query.OnlyFinished ? Nothing : WaitingFilters(parameters);
        var finished = query.OnlyWaiting ? Nothing : FinishedFilters(parameters);
        command.CommandText = Fill(DeliveryLog.ListSql, parameters, waiting, finished)
            .Replace("{event}", query.EventType is null && query.AgentId is null ? string.Empty : DeliveryLog.WaitingEvent)
            .ToString();
        return command;
    }

    /// <summary>Asks how far a page may look that examines so many rows of either table.</summary>
    public NpgsqlBatchCommand ReachCommand(int rows)
    {
        var command = CommandFor(rows, far);
        command.CommandText = Fill(
            DeliveryLog.ReachSql, command.Parameters, query.OnlyFinished ? Nothing : string.Empty, query.OnlyWaiting ? Nothing : string.Empty).ToString();
        return command;
    }

    /// <summary>Of two places, the one a page comes to first.</summary>
    public Keyset Nearer(Keyset one, Keyset other) => backwards ? Earlier(one, other) : Later(one, other);

    private static (Keyset Oldest, Keyset Newest) Narrow(Keyset oldest, Keyset newest, Guid eventKey) => (
        Later(oldest, new Keyset(eventKey, 0, false)), Earlier(newest, new Keyset(eventKey, long.MaxValue, false)));

    private static Keyset Later(Keyset one, Keyset other) => one.ComparePlaceTo(other) >= 0 ? one : other;

    private static Keyset Earlier(Keyset one, Keyset other) => one.ComparePlaceTo(other) <= 0 ? one : other;

    private NpgsqlBatchCommand CommandFor(int rows, Keyset end) => new()
    {
        Parameters =
        {
            new() { Value = projectNo },
            new() { Value = near.EventKey },
            new() { Value = near.DestinationNo },
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
            .Replace("{compare}", backwards ? ">" : "<")
            .Replace("{within}", backwards ? "<=" : ">=")
            .Replace("{order}", backwards ? "asc" : "desc");
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
            $"{table}.destination_no = any(array(select x.destination_no from destinations x where x.project_no = $1 and x.id = {{0}}))", query.DestinationId);
        conditions.AddRaw(
            $"""
            (({reason}) ilike {"{0}"} or {table}.destination_no = any(array(
                select x.destination_no from destinations x
                where x.project_no = $1 and (x.id ilike {"{0}"} or x.name ilike {"{0}"} or x.url ilike {"{0}"}))))
            """,
            query.Text is null ? null : $"%{SqlConditions.EscapeLike(query.Text)}%");
    }
}
