using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Integration.Operations;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>What operations read and write uses the indexes that the statements' comments name.</summary>
public sealed class OperationPlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    private const int Rows = 20;

    private readonly PlanRecorder recorder = new(filled.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Of deliveries, either index finds exactly one row.</summary>
    [Fact]
    public Task Resend_many_deliveries() => recorder.AssertPlansAsync(["delivery_queue_pkey"], async () =>
    {
        await using var connection = await recorder.DataSource.OpenConnectionAsync();
        var keys = await KeysAsync($"select event_id from deliveries where destination_no = $1 limit {Rows}", filled.DestinationNos[0]);
        var waiting = await KeysAsync(
            $"select event_id from delivery_queue where destination_no = $1 limit {Rows}", filled.DestinationNos[0]);
        await DeliveryRepair.ResendAsync(connection, filled.Project.ProjectNo, [.. keys.Union(waiting)], CancellationToken.None);
    });

    [Fact]
    public Task Find_and_make_missing_deliveries() =>
        recorder.AssertPlansAsync(["events_pkey", "deliveries_pkey", "delivery_queue_pkey"], async () =>
    {
        await using var connection = await recorder.DataSource.OpenConnectionAsync();
        var events = await filled.Database.ColumnAsync<Guid>(
            $"select e.event_id from events e where not exists (select from delivery_queue q where q.event_id = e.event_id and q.destination_no = $1) limit {Rows}",
            filled.DestinationNos[1]);
        IReadOnlyList<DeliveryKey> pairs = [.. events.Select(key => new DeliveryKey(key, filled.DestinationNos[1]))];
        await MissingDeliveries.FindAsync(connection, filled.Project.ProjectNo, pairs, CancellationToken.None);
        await MissingDeliveries.CreateAsync(connection, filled.Project.ProjectNo, pairs, CancellationToken.None);
    });

    [Fact]
    public Task Read_events_and_who_subscribes() => recorder.AssertPlansAsync(["events_pkey"], async () =>
    {
        await using var connection = await recorder.DataSource.OpenConnectionAsync();
        var first = await filled.Database.ScalarAsync<Guid>("select event_id from events order by event_id limit 1");
        await OperationReads.ListEventsAsync(connection, filled.Project.ProjectNo, first, Guid.AllBitsSet, Rows, CancellationToken.None);
        await OperationReads.FindEventAsync(connection, filled.Project.ProjectNo, first, CancellationToken.None);
        await OperationReads.FindSubscriptionAsync(connection, filled.DestinationNos[1], CancellationToken.None);
    });

    [Fact]
    public Task Recover_a_destination() => recorder.AssertPlansAsync(["deliveries_project_no_event_id_destination_no_idx"], () =>
        new DeliveryLog(recorder.DataSource).ListAsync(
            filled.Project.ProjectNo,
            ResendWork.QueryOf(
                new OperationSelection { DestinationNo = filled.DestinationNos[2], Since = TimeProvider.System.GetUtcNow().AddHours(-1) }),
            Core.Keys.Keyset.End,
            Rows,
            CancellationToken.None));

    [Fact]
    public async Task Take_list_and_keep_operations()
    {
        await filled.Database.ExecuteAsync(
            """
            insert into operations (project_no, operation_id, tenant_no, kind, state, parameters, selection, actor_kind, created_at, turn_at, finished_at)
            select case when number % 10 = 0 then $1 else 1000 + number % 500 end, gen_random_uuid(), case when number % 10 = 0 then $2 else 1 + number % 50 end,
                   'recover', 'succeeded', '{}', '{}', 'nobody', now(), now() - number * interval '1 second', now()
            from generate_series(1, 20000) number
            """,
            filled.Project.ProjectNo,
            filled.Project.TenantNo);
        await filled.Database.ExecuteAsync("vacuum analyze operations");
        var store = new OperationStore(recorder.DataSource, TimeProvider.System);
        var scene = new OperationScene(filled.Database);

        await recorder.AssertPlansAsync(
            ["operations_open", "operations_pkey", "operations_finished", "operations_tenant_turn", "operations_project_turn"], async () =>
        {
            var asked = await scene.RecoverAsync(filled.Project, filled.DestinationNos[2]);
            await using (var connection = await recorder.DataSource.OpenConnectionAsync())
            {
                Assert.NotNull(await OperationStore.TakeAsync(connection, CancellationToken.None));
            }

            Assert.True(await store.IsAnyOpenAsync(CancellationToken.None));
            await store.ListAsync(filled.Project.ProjectNo, Core.Keys.Keyset.Start, Rows, CancellationToken.None);
            await store.CancelAsync(filled.Project.ProjectNo, asked.Key, CancellationToken.None);
            await store.RemoveOldAsync(Rows, CancellationToken.None);
        });
    }

    private async Task<IReadOnlyList<DeliveryKey>> KeysAsync(string sql, long destinationNo) =>
        [.. (await filled.Database.ColumnAsync<Guid>(sql, destinationNo)).Select(key => new DeliveryKey(key, destinationNo))];
}
