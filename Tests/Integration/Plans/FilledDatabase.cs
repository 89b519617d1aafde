using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>
/// A database with tens of thousands of waiting and finished deliveries, analyzed, as the planner would see a busy service.
/// </summary>
public sealed class FilledDatabase : IAsyncLifetime, IAsyncDisposable
{
    private const int Destinations = 12;
    private const int WaitingEach = 2_000;
    private const int FinishedEach = 2_500;

    private readonly List<long> numbers = [];
    private ProjectScope? project;

    /// <summary>The database itself.</summary>
    public TestDatabase Database { get; } = new();

    /// <summary>The destinations; all active but the last two, of which one is paused since long and one deleted.</summary>
    internal IReadOnlyList<long> DestinationNos => numbers;

    internal ProjectScope Project => project ?? throw new InvalidOperationException("xunit calls InitializeAsync first.");

    internal long PausedDestinationNo => numbers[^2];

    internal long DeletedDestinationNo => numbers[^1];

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        var scene = new QueueScene(Database);
        project = await scene.AddProjectAsync();
        for (var number = 0; number < Destinations; number++)
        {
            var destinationNo = await scene.AddDestinationAsync(project);
            numbers.Add(destinationNo);
            await scene.FillAsync(project, destinationNo, WaitingEach, dueSecondsAgo: 60);
            await scene.FillAsync(project, destinationNo, WaitingEach, dueSecondsAgo: -3600);
            await AddFinishedAsync(destinationNo);
        }

        await Database.ExecuteAsync(
            "update destinations set enabled = false, paused_at = now() - interval '80 hours' where destination_no = $1",
            PausedDestinationNo);
        await Database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", DeletedDestinationNo);
        await Database.ExecuteAsync(
            "update delivery_queue set due_at = now() - interval '80 hours' where destination_no = $1", PausedDestinationNo);
        await Database.ExecuteAsync(
            "insert into event_ids (project_no, id, event_id) select project_no, 'id-' || event_id, event_id from events limit 20000");
        await Database.ExecuteAsync("vacuum analyze");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private async Task AddFinishedAsync(long destinationNo)
    {
        await Database.ExecuteAsync(
            """
            with made as (
                select overlay(uuid_at(now())::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid as event_id
                from generate_series(1, $3) number
            ), stored as (
                insert into events (project_no, event_id, type, matched, body) select $1, event_id, 'event.created', 1, '\x7b7d' from made
            ), tried as (
                insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, verdict, worker_id)
                select $1, event_id, $2, 1, now(), 5, 'retry', gen_random_uuid() from made
            )
            insert into deliveries (project_no, event_id, destination_no, event_type, state, attempt_count, created_at, finished_at,
                started_at, duration_ms, worker_id)
            select $1, event_id, $2, 'event.created', 'delivered', 2, now(), now(), now(), 5, gen_random_uuid() from made
            """,
            Project.ProjectNo,
            destinationNo,
            FinishedEach);
    }
}
