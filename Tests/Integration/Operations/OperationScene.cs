using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Core.Tenants;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>Projects with finished deliveries, and a runner whose turns a test takes one by one.</summary>
internal sealed class OperationScene
{
    public OperationScene(TestDatabase database, int chunkSize = 10)
    {
        Database = database;
        Queue = new QueueScene(database);
        Store = new OperationStore(database.DataSource, TimeProvider.System);
        Runner = RunnerOn(database.DataSource, chunkSize);
    }

    public TestDatabase Database { get; }

    public QueueScene Queue { get; }

    public OperationStore Store { get; }

    public OperationRunner Runner { get; }

    /// <summary>A runner on a data source of its own.</summary>
    public static OperationRunner RunnerOn(Npgsql.NpgsqlDataSource dataSource, int chunkSize) => new(
        dataSource,
        new OperationStore(dataSource, TimeProvider.System),
        new DestinationDirectory(dataSource, new DestinationCache(null, TimeProvider.System, NullLogger<DestinationCache>.Instance)),
        new DueSignal(dataSource, NullLogger<DueSignal>.Instance),
        new OperationRunner.Setup(
            new OperationOptions { ChunkSize = chunkSize }, TimeProvider.System, NullLogger<OperationRunner>.Instance));

    /// <summary>A project with one destination and finished deliveries to it.</summary>
    public async Task<(ProjectScope Project, long DestinationNo)> AddFinishedAsync(int count, string state = "failed")
    {
        var project = await Queue.AddProjectAsync();
        var destinationNo = await Queue.AddDestinationAsync(project);
        await AddFinishedAsync(project, destinationNo, count, state);
        return (project, destinationNo);
    }

    /// <summary>Events, each with a finished delivery to the destination.</summary>
    public Task AddFinishedAsync(ProjectScope project, long destinationNo, int count, string state = "failed") => Database.ExecuteAsync(
        """
        with made as (
            select overlay(uuid_at(now() - interval '1 second')::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid as event_id
            from generate_series(1, $3) number
        ), stored as (
            insert into events (project_no, event_id, type, matched, body)
            select $1, event_id, 'event.created', 1, convert_to('{}', 'UTF8') from made
        ), counted as (
            insert into ledger_deltas (project_no, minute, accepted, matched, delivered, failed, cancelled, expired)
            select $1, minute_of(event_id), count(*), count(*), count(*) filter (where $4 = 'delivered'), count(*) filter (where $4 = 'failed'),
                   count(*) filter (where $4 = 'cancelled'), count(*) filter (where $4 = 'expired')
            from made group by 2
        )
        insert into deliveries (project_no, event_id, destination_no, event_type, state, attempt_count, created_at, finished_at, started_at, worker_id,
            duration_ms)
        select $1, event_id, $2, 'event.created', $4, 3, now(), now(), case when $4 in ('delivered', 'failed') then now() end, gen_random_uuid(), 5 from made
        """,
        project.ProjectNo,
        destinationNo,
        count,
        state);

    /// <summary>Events that matched nothing.</summary>
    public Task AddEventsAsync(ProjectScope project, int count, string type = "event.created", double secondsAgo = 1) =>
        Database.ExecuteAsync(
        """
        with made as (
            insert into events (project_no, event_id, type, matched, body, missed)
            select $1, overlay(uuid_at(now() - make_interval(secs => $4))::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid, $3, 0,
                   convert_to('{}', 'UTF8'), '0:'
            from generate_series(1, $2) number
            returning event_id
        )
        insert into ledger_deltas (project_no, minute, accepted, unmatched) select $1, minute_of(event_id), count(*), count(*) from made group by 2
        """,
        project.ProjectNo,
        count,
        type,
        secondsAgo);

    /// <summary>Asks for an operation.</summary>
    public async Task<Operation> AskAsync(ProjectScope project, string kind, OperationSelection selection) =>
        await Store.CreateAsync(project, new NewOperation(kind, "{}", selection, Actor.Nobody), CancellationToken.None)
        ?? throw new InvalidOperationException("The project has too many open operations.");

    /// <summary>Asks for all that was given up for a destination.</summary>
    public Task<Operation> RecoverAsync(ProjectScope project, long destinationNo) => AskAsync(
        project, OperationKind.Recover,
        new OperationSelection { DestinationNo = destinationNo, Since = TimeProvider.System.GetUtcNow().AddHours(-1) });

    /// <summary>Asks for all events a destination matches and did not get.</summary>
    public Task<Operation> ReplayMissingAsync(ProjectScope project, long destinationNo) => AskAsync(
        project, OperationKind.ReplayMissing,
        new OperationSelection { DestinationNo = destinationNo, Since = TimeProvider.System.GetUtcNow().AddHours(-1) });

    /// <summary>Asks for one delivery by its id: an operation of a single turn.</summary>
    public async Task<Operation> ResendOneAsync(ProjectScope project, long destinationNo)
    {
        await AddFinishedAsync(project, destinationNo, 1);
        var key = await Database.ScalarAsync<Guid>("select event_id from deliveries where destination_no = $1 limit 1", destinationNo);
        return await AskAsync(project, OperationKind.Resend, new OperationSelection { Keys = [new DeliveryKey(key, destinationNo)] });
    }

    /// <summary>The operation as it is now.</summary>
    public async Task<Operation> ReadAsync(ProjectScope project, Operation operation) =>
        await Store.FindAsync(project.ProjectNo, operation.Key, CancellationToken.None)
        ?? throw new InvalidOperationException("The operation is gone.");

    /// <summary>One turn; whether there was something to do.</summary>
    public Task<bool> TakeTurnAsync() => Runner.TakeTurnAsync(CancellationToken.None);

    public Task RunAsync() => Runner.RunAsync(CancellationToken.None);

    public Task<long> CountWaitingAsync(long destinationNo) =>
        Database.CountAsync("delivery_queue where destination_no = $1", destinationNo);
}
