using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

public sealed class DeliveryFilterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly DeliveryLog log = new(database.DataSource);

    [Fact]
    public async Task Pages_have_no_gaps_and_no_repeats_while_deliveries_arrive_and_finish()
    {
        var project = await scene.AddProjectAsync();
        var (busy, quiet) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, quiet, 400);
        await scene.FillAsync(project, busy, 400);
        var before = await KeysAsync(project, null);
        using var enough = new CancellationTokenSource();
        var traffic = Task.WhenAll(
            ArriveAsync(project, busy, enough.Token), FinishAsync(busy, enough.Token), FinishAsync(quiet, enough.Token));

        foreach (var query in new[] { new DeliveryQuery(), new DeliveryQuery(DestinationNo: quiet), new DeliveryQuery(EventType: "event.created") })
        {
            var (forwards, back) = await WalkAsync(project, query);
            var expected = before.Where(key => query.DestinationNo is null || key.DestinationNo == query.DestinationNo).ToList();

            Assert.Equal(forwards.Count, forwards.Distinct().Count());
            Assert.Equal(back.Count, back.Distinct().Count());
            Assert.Equal(expected, forwards.Where(expected.ToHashSet().Contains));
            Assert.Equal(expected, back.Where(expected.ToHashSet().Contains));
        }

        await enough.CancelAsync();
        await traffic;
    }

    [Fact]
    public async Task A_rare_delivery_in_a_long_history_is_found_by_pages_that_each_look_at_a_part()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await AddFinishedAsync(project, destination, 1, agentId: "rare", minutesAgo: 60);
        await AddFinishedAsync(project, destination, (DeliveryLog.Reach * 2) + 500, agentId: "common", minutesAgo: 30);

        var sizes = new List<int>();
        var cursor = Keyset.Start;
        for (Keyset? next = cursor; next is { } place;)
        {
            var page = await log.ListAsync(project.ProjectNo, new DeliveryQuery(AgentId: "rare"), place, 10, CancellationToken.None);
            sizes.Add(page.Rows.Count);
            next = page.Next;
            cursor = page.Previous ?? cursor;
        }

        Assert.Equal([0, 0, 1], sizes);
        var backwards = new List<int>();
        for (Keyset? previous = cursor; previous is { } place;)
        {
            var page = await log.ListAsync(project.ProjectNo, new DeliveryQuery(AgentId: "rare"), place, 10, CancellationToken.None);
            backwards.Add(page.Rows.Count);
            previous = page.Previous;
        }

        Assert.Equal(0, backwards.Sum());
        Assert.InRange(backwards.Count, 2, 4);
    }

    [Fact]
    public async Task Those_that_were_not_delivered_are_found_at_once_however_many_were()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await AddFinishedAsync(project, destination, 1, state: "failed", statusCode: 404, minutesAgo: 60);
        await AddFinishedAsync(project, destination, 1, state: "expired", failureClass: "timeout", minutesAgo: 50);
        await AddFinishedAsync(project, destination, DeliveryLog.Reach + 500, minutesAgo: 30);

        foreach (var query in new[]
                 {
                     new DeliveryQuery(State: "failed"), new DeliveryQuery(State: "expired"), new DeliveryQuery(StatusCode: 404),
                     new DeliveryQuery(FailureClass: "timeout"), new DeliveryQuery(State: "failed", DestinationNo: destination),
                 })
        {
            var page = await log.ListAsync(project.ProjectNo, query, Keyset.Start, 10, CancellationToken.None);
            Assert.True(page.Rows.Count == 1 && page.Next is null, query.ToString());
        }
    }

    [Fact]
    public async Task A_time_span_includes_its_beginning_and_not_its_end()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 3);
        var at = EventTime.Of((await KeysAsync(project, null))[0].EventKey);

        Assert.Equal(3, (await KeysAsync(project, new DeliveryQuery(From: at, To: at.AddMilliseconds(1)))).Count);
        Assert.Empty(await KeysAsync(project, new DeliveryQuery(From: at.AddMilliseconds(1))));
        Assert.Empty(await KeysAsync(project, new DeliveryQuery(To: at)));
        Assert.Empty(await KeysAsync(project, new DeliveryQuery(From: DateTimeOffset.MinValue, To: at)));
        Assert.Equal(3, (await KeysAsync(project, new DeliveryQuery(From: DateTimeOffset.MinValue, To: DateTimeOffset.MaxValue))).Count);
    }

    [Fact]
    public async Task A_text_is_taken_as_it_is()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await AddFinishedAsync(project, destination, 1, state: "failed", reason: "100% of \\_these_ failed");

        Assert.Single(await KeysAsync(project, new DeliveryQuery(Text: "00% OF \\_these")));
        Assert.Empty(await KeysAsync(project, new DeliveryQuery(Text: "1%these")));
        Assert.Empty(await KeysAsync(project, new DeliveryQuery(Text: "1_0")));
        Assert.Single(await KeysAsync(project, new DeliveryQuery(Text: "RECEIVER")));
    }

    private async Task<List<(Guid EventKey, long DestinationNo)>> KeysAsync(ProjectScope project, DeliveryQuery? query) =>
        [.. (await log.ListAsync(project.ProjectNo, query ?? new DeliveryQuery(), Keyset.Start, 2_000, CancellationToken.None)).Rows
            .Select(row => (row.EventKey, row.DestinationNo))];

    private async Task<(List<(Guid EventKey, long DestinationNo)> Forwards, List<(Guid EventKey, long DestinationNo)> Back)> WalkAsync(
        ProjectScope project, DeliveryQuery query)
    {
        var (forwards, back) = (new List<(Guid, long)>(), new List<(Guid, long)>());
        var last = Keyset.End;
        for (Keyset? next = Keyset.Start; next is { } place;)
        {
            var page = await log.ListAsync(project.ProjectNo, query, place, 40, CancellationToken.None);
            forwards.AddRange(page.Rows.Select(row => (row.EventKey, row.DestinationNo)));
            next = page.Next;
        }

        for (Keyset? previous = last; previous is { } place;)
        {
            var page = await log.ListAsync(project.ProjectNo, query, place, 40, CancellationToken.None);
            back.InsertRange(0, page.Rows.Select(row => (row.EventKey, row.DestinationNo)));
            previous = page.Previous;
        }

        return (forwards, back);
    }

    private async Task ArriveAsync(ProjectScope project, long destination, CancellationToken enough)
    {
        for (var round = 0; round < 100 && !enough.IsCancellationRequested; round++)
        {
            await scene.FillAsync(project, destination, 5);
        }
    }

    private async Task FinishAsync(long destination, CancellationToken enough)
    {
        var worker = await scene.AddWorkerAsync();
        while (!enough.IsCancellationRequested && await scene.ClaimAsync(worker, destination, 10) is { Count: > 0 } held)
        {
            await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.Delivered())], CancellationToken.None);
        }
    }

    private async Task AddFinishedAsync(
        ProjectScope project, long destination, int count, string state = "delivered", int? statusCode = null, string? failureClass = null,
        string? reason = null, string? agentId = null, int minutesAgo = 0) => await database.ExecuteAsync(
        """
        with made as (
            select overlay(uuid_at(now() - make_interval(mins => $4))::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid as event_id
            from generate_series(1, $3) number
        ), stored as (
            insert into events (project_no, event_id, type, matched, body, agent_id) select $1, event_id, 'event.created', 1, '\x7b7d', $9 from made
        )
        insert into deliveries (project_no, event_id, destination_no, event_type, state, attempt_count, created_at, finished_at, status_code,
            failure_class, reason, agent_id)
        select $1, event_id, $2, 'event.created', $5, 1, now(), now(), $6, $7, $8, $9 from made
        """,
        project.ProjectNo,
        destination,
        count,
        minutesAgo,
        state,
        Typed((short?)statusCode),
        Typed(failureClass),
        Typed(reason),
        Typed(agentId));

    private static object Typed(object? value) => value ?? DBNull.Value;
}
