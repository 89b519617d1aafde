using Npgsql;

namespace Webhooks.Core.Destinations;

/// <summary>The result of a turn; without destinations, another worker is writing that part.</summary>
/// <param name="TenantNo">The tenant whose turn it was.</param>
/// <param name="Destinations">Destinations that have something due now.</param>
/// <param name="DueFrom">The time from which it is due.</param>
public sealed record FanOutTurn(long TenantNo, IReadOnlyCollection<long> Destinations, DateTimeOffset DueFrom);

/// <summary>
/// Writes the deliveries that were put off when their events were stored (<see cref="FanOutRules"/>). A turn is one statement: it takes a
/// bounded part out of <c>fan_outs</c> and puts it into <c>delivery_queue</c>. A worker that is killed in the middle of one has written
/// nothing of it, or all, and no delivery is made twice.
/// </summary>
public sealed class FanOutQueue(NpgsqlDataSource dataSource)
{
    /// <summary>Rows looked at for one turn: enough to fill it when events have more than a dozen destinations each.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>
    /// The oldest part of the next tenant that has any, of at most $3 deliveries. Rows that another worker is writing are skipped. A pair
    /// that already has a delivery was added by hand. index: fan_outs_turn, primary key of delivery_queue
    /// </summary>
    internal const string TurnSql = """
        with turn as materialized (
            select coalesce(
                (select f.tenant_no from fan_outs f where f.tenant_no > $1 order by f.tenant_no limit 1),
                (select f.tenant_no from fan_outs f order by f.tenant_no limit 1)) as tenant_no
        ), free as materialized (
            select f.ctid as row_address, f.event_id, f.slice, cardinality(f.destinations) as deliveries
            from fan_outs f
            where f.tenant_no = (select tenant_no from turn)
            order by f.event_id, f.slice
            limit $2
            for update skip locked
        ), part as materialized (
            select row_address, sum(deliveries) over (order by event_id, slice) as up_to from free
        ), taken as (
            delete from fan_outs f where f.ctid = any(array(select p.row_address from part p where p.up_to <= $3))
            returning f.project_no, f.event_id, f.at, f.destinations
        ), made as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
            select t.project_no, t.event_id, d.destination_no, t.at, t.at
            from taken t cross join lateral unnest(t.destinations) as d (destination_no)
            on conflict do nothing
        )
        select t.tenant_no,
               array(select distinct d.destination_no from taken k cross join lateral unnest(k.destinations) as d (destination_no)),
               coalesce((select min(k.at) from taken k), now())
        from turn t
        where t.tenant_no is not null
        """;

    /// <summary>Takes the turn of the tenant after the given one, or of the first tenant.</summary>
    /// <returns>null = nothing is put off.</returns>
    public async Task<FanOutTurn?> TakeTurnAsync(long afterTenantNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(TurnSql);
        command.Parameters.Add(new() { Value = afterTenantNo });
        command.Parameters.Add(new() { Value = RowsAtOnce });
        command.Parameters.Add(new() { Value = FanOutRules.MostAtOnce });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new FanOutTurn(reader.GetInt64(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }
}
