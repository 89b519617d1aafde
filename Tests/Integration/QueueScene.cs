using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration;

/// <summary>Tenants, projects, destinations and waiting deliveries straight in the tables, as many as a test wants.</summary>
internal sealed class QueueScene(TestDatabase database)
{
    private static int made;

    public TestDatabase Database => database;

    public DeliveryQueue Queue { get; } = new(database.DataSource);

    public WorkerRegister Register { get; } = new(database.DataSource);

    /// <summary>A new id of this moment, as the service makes them.</summary>
    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>A project in a tenant of its own.</summary>
    public async Task<ProjectScope> AddProjectAsync()
    {
        var id = $"scene-{Interlocked.Increment(ref made)}";
        var tenantNo = await database.ScalarAsync<long>(
            "insert into tenants (id, name, created_at) values ($1, $1, now()) returning tenant_no", id);
        var projectNo = await database.ScalarAsync<long>(
            "insert into projects (tenant_no, id, name, created_at) values ($1, 'main', 'Main', now()) returning project_no", tenantNo);
        return new ProjectScope(tenantNo, projectNo, id, "main");
    }

    /// <summary>A destination of every type and agent; makes the project's version go on, as the Api does.</summary>
    public async Task<long> AddDestinationAsync(ProjectScope project, bool enabled = true) => await database.ScalarAsync<long>(
        """
        with bumped as (update projects set version = version + 1 where project_no = $1)
        insert into destinations (project_no, id, name, url, enabled, paused_at, event_types, agent_ids, retry_policy, created_at, updated_at)
        values ($1, $2, 'Receiver', 'http://127.0.0.1:1/', $3, case when $3 then null else now() end,
                array['event.created', 'feedback.created'], array[]::text[], 'standard', now(), now())
        returning destination_no
        """,
        project.ProjectNo,
        $"destination-{Interlocked.Increment(ref made)}",
        enabled);

    /// <summary>
    /// Events, each with a delivery to the destination that is due since that many seconds (negative: in so many seconds).
    /// </summary>
    public Task FillAsync(ProjectScope project, long destinationNo, int count, double dueSecondsAgo = 1) => database.ExecuteAsync(
        """
        with made as (
            select overlay(uuid_at(now())::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid as event_id, number
            from generate_series(1, $3) number
        ), stored as (
            insert into events (project_no, event_id, type, matched, body)
            select $1, event_id, 'event.created', 1, convert_to('{}', 'UTF8') from made
        ), counted as (
            insert into ledger_deltas (project_no, minute, accepted, matched, queued)
            select $1, minute_of(event_id), count(*), count(*), count(*) from made group by 2
        )
        insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
        select $1, event_id, $2, now() - make_interval(secs => $4) + number * interval '1 microsecond', now() from made
        """,
        project.ProjectNo,
        destinationNo,
        count,
        dueSecondsAgo);

    /// <summary>A worker that is alive.</summary>
    public async Task<Guid> AddWorkerAsync()
    {
        var worker = NewId();
        await Register.BeatAsync(worker, "a worker", CancellationToken.None);
        return worker;
    }

    /// <summary>A beat of the worker, which then frees what silent ones hold; whose deliveries were freed.</summary>
    public async Task<IReadOnlyList<DueDestination>> BeatAndReleaseAsync(Guid worker)
    {
        var released = new List<DueDestination>();
        foreach (var silent in (await Register.BeatAsync(worker, "a worker", CancellationToken.None)).Silent)
        {
            await foreach (var part in Register.ReleaseSilentAsync(silent, CancellationToken.None))
            {
                released.AddRange(part.Destinations);
            }
        }

        return released;
    }

    /// <summary>As if the worker had last been heard of that many seconds ago.</summary>
    public Task SilenceAsync(Guid worker, double seconds) =>
        database.ExecuteAsync("update workers set heartbeat_at = now() - make_interval(secs => $2) where worker_id = $1", worker, seconds);

    /// <summary>What the worker gets of one destination.</summary>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(Guid worker, long destinationNo, int take) =>
        (await Queue.ClaimDueAsync(worker, NewId(), [new ClaimRequest(destinationNo, take)], CancellationToken.None)).Deliveries;

    /// <summary>How many deliveries of the destination are leased.</summary>
    public Task<long> CountLeasedAsync(long destinationNo) =>
        database.CountAsync("delivery_queue where destination_no = $1 and lease_id is not null", destinationNo);
}
