using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>What people ask of the log uses the indexes that the statements' comments name, whatever the filter.</summary>
public sealed class LogPlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    // Of the partitions, which name their indexes by the columns.
    private const string Undelivered = "deliveries_project_no_event_id_destination_no_idx";
    private const string OfDestination = "deliveries_destination_no_event_id_idx";

    private readonly PlanRecorder recorder = new(filled.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task List_deliveries(bool backwards) => recorder.AssertPlansAsync(
        ["delivery_queue_pkey", "deliveries_pkey"],
        () => ListAsync(null, backwards ? new Keyset(Guid.Empty, 0, Backwards: true) : Keyset.Start));

    [Fact]
    public Task List_delivered_deliveries() =>
        recorder.AssertPlansAsync(["deliveries_pkey"], () => ListAsync(DeliveryState.Delivered, Keyset.Start));

    public static TheoryData<string, DeliveryQuery> Filters => new()
    {
        { Undelivered, new DeliveryQuery(State: DeliveryState.Failed) },
        { Undelivered, new DeliveryQuery(State: DeliveryState.Cancelled) },
        { Undelivered, new DeliveryQuery(StatusCode: 404) },
        { Undelivered, new DeliveryQuery(FailureClass: "timeout") },
        { "deliveries_pkey", new DeliveryQuery(StatusCode: 204) },
        { "deliveries_pkey", new DeliveryQuery(EventType: "feedback.created") },
        { "deliveries_pkey", new DeliveryQuery(AgentId: "nobody") },
        { "deliveries_pkey", new DeliveryQuery(Text: "nothing like it") },
        { "deliveries_pkey", new DeliveryQuery(From: TimeProvider.System.GetUtcNow().AddHours(-1), To: TimeProvider.System.GetUtcNow().AddHours(1)) },
        { OfDestination, new DeliveryQuery(DestinationId: "of-the-plan") },
        { OfDestination, new DeliveryQuery(DestinationId: "of-the-plan", State: DeliveryState.Delivered) },
        { "delivery_queue_pkey", new DeliveryQuery(State: DeliveryState.Retrying) },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_filtered_deliveries(string index, DeliveryQuery query)
    {
        await filled.Database.ExecuteAsync(
            "update destinations set id = 'of-the-plan' where destination_no = $1", filled.DestinationNos[3]);
        foreach (var from in new[] { Keyset.Start, Keyset.End })
        {
            await recorder.AssertPlansAsync(
                [index],
                () => new DeliveryLog(recorder.DataSource).ListAsync(filled.Project.ProjectNo, query, from, 50, CancellationToken.None));
        }
    }

    [Fact]
    public Task Find_a_delivery_and_its_attempts() =>
        recorder.AssertPlansAsync(["delivery_queue_pkey", "deliveries_pkey", "attempts_pkey"], async () =>
    {
        var log = new DeliveryLog(recorder.DataSource);
        const string Newest = "from deliveries order by event_id desc, destination_no limit 1";
        var key = await filled.Database.ScalarAsync<Guid>($"select event_id {Newest}");
        var destination = await filled.Database.ScalarAsync<long>($"select destination_no {Newest}");
        await log.FindAsync(filled.Project.ProjectNo, key, destination, CancellationToken.None);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task List_events(bool backwards) => recorder.AssertPlansAsync(["events_pkey"], () => new EventLog(recorder.DataSource).ListAsync(
        filled.Project.ProjectNo, backwards ? new Keyset(Guid.Empty, 0, Backwards: true) : Keyset.Start, 50, CancellationToken.None));

    public static TheoryData<string, EventQuery> EventFilters => new()
    {
        { "events_project_no_event_id_idx", new EventQuery(Matched: false) },
        { "events_pkey", new EventQuery(Matched: true) },
        { "events_pkey", new EventQuery(Type: "feedback.created", AgentId: "nobody") },
        { "events_pkey", new EventQuery(From: TimeProvider.System.GetUtcNow().AddHours(-1), To: TimeProvider.System.GetUtcNow().AddHours(1)) },
    };

    [Theory]
    [MemberData(nameof(EventFilters))]
    public async Task List_filtered_events(string index, EventQuery query)
    {
        foreach (var from in new[] { Keyset.Start, Keyset.End })
        {
            await recorder.AssertPlansAsync(
                [index],
                () => new EventLog(recorder.DataSource).ListAsync(filled.Project.ProjectNo, query, from, 50, CancellationToken.None));
        }
    }

    [Fact]
    public Task Find_the_deliveries_of_events() =>
        recorder.AssertPlansAsync(["delivery_queue_pkey", "deliveries_pkey", "events_pkey"], async () =>
    {
        var keys = await filled.Database.ColumnAsync<Guid>("select event_id from events tablesample system (1) limit 50");
        await new DeliveryLog(recorder.DataSource).OfEventsAsync(filled.Project.ProjectNo, [.. keys], 5, CancellationToken.None);
    });

    [Fact]
    public Task Follow_deliveries() => recorder.AssertPlansAsync(["delivery_queue_pkey", "deliveries_pkey", "events_pkey"], async () =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var log = new DeliveryLog(recorder.DataSource);
        await new DeliveryTail(log, filled.Project.ProjectNo, new DeliveryQuery(Text: "receiver"), now, now.AddMinutes(-1))
            .PollAsync(now, CancellationToken.None);
        var keys = await filled.Database.ColumnAsync<Guid>("select event_id from events tablesample system (1) limit 50");
        await log.FindManyAsync(filled.Project.ProjectNo, [.. keys.Select(key => (key, filled.DestinationNos[0]))], CancellationToken.None);
    });

    [Theory]
    [InlineData(Ledger.MostCounted)]
    [InlineData(1_000)]
    public async Task Read_the_ledger(int countedAtMost)
    {
        var ledger = new Ledger(recorder.DataSource) { CountedAtMost = countedAtMost };
        await AddMinutesAsync();
        await recorder.AssertPlansAsync(["ledger_minutes_pkey", "delivery_queue_pkey"], () => ledger.ReadAsync(
            filled.Project.ProjectNo, TimeProvider.System.GetUtcNow().AddMinutes(-90), TimeProvider.System.GetUtcNow().AddMinutes(1),
            CancellationToken.None));
    }

    [Fact]
    public Task Fold_the_ledger() => recorder.AssertPlansAsync([], async () =>
    {
        await filled.Database.ExecuteAsync(
            "insert into ledger_deltas (project_no, minute, accepted) select n % 10 + 1, minute_of(uuid_at(now())), 1 from generate_series(1, 2000) n");
        await new Ledger(recorder.DataSource).FoldAsync(CancellationToken.None);
    });

    /// <summary>Minutes of many projects, as a day of a busy service has them.</summary>
    private async Task AddMinutesAsync()
    {
        await filled.Database.ExecuteAsync(
            """
            insert into ledger_minutes (project_no, minute, accepted, unmatched, matched, queued, delivered, failed, cancelled, expired)
            select 1000 + p, minute_of(uuid_at(date_trunc('day', now()))) + m, 1, 0, 1, 0, 1, 0, 0, 0
            from generate_series(1, 40) p, generate_series(0, 1439) m
            on conflict do nothing
            """);
        await filled.Database.ExecuteAsync("analyze ledger_minutes");
    }

    [Fact]
    public Task Count_the_queue() => recorder.AssertPlansAsync(["delivery_queue_due"], async () =>
    {
        var queue = new QueueCounts(recorder.DataSource);
        var id = await filled.Database.ScalarAsync<string>(
            $"select id from destinations where destination_no = {filled.DestinationNos[0]}");
        await queue.CountAsync(filled.Project.ProjectNo, CancellationToken.None);
        await queue.CountByDestinationAsync(filled.Project.ProjectNo, [], CancellationToken.None);
        await queue.CountByDestinationAsync(filled.Project.ProjectNo, [id ?? string.Empty], CancellationToken.None);
    });

    [Fact]
    public Task Find_an_event() => recorder.AssertPlansAsync(["event_ids_pkey", "events_pkey"], async () =>
    {
        var key = await filled.Database.ScalarAsync<Guid>("select event_id from events order by event_id limit 1");
        var log = new EventLog(recorder.DataSource);
        await log.FindAsync(filled.Project.ProjectNo, $"id-{key}", CancellationToken.None);
        await log.FindAsync(filled.Project.ProjectNo, PublicId.ForEvent(key), CancellationToken.None);
    });

    private Task<KeysetPage<DeliveryRow>> ListAsync(string? state, Keyset from) => new DeliveryLog(recorder.DataSource).ListAsync(
        filled.Project.ProjectNo, new DeliveryQuery(State: state), from, 50, CancellationToken.None);
}
