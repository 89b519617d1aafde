using Npgsql;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

public sealed class RecordTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task A_delivered_delivery_moves_to_the_finished_ones_with_its_attempt()
    {
        var (worker, _, delivery) = await ClaimOneAsync();

        await scene.Queue.RecordAsync(worker, [delivery.Delivered()], CancellationToken.None);

        var row = await FindAsync(delivery);
        Assert.Equal(("delivered", null, 1), (row?.State, row?.Reason, row?.AttemptCount));
        Assert.NotNull(row?.FinishedAt);
        Assert.Equal(0, await database.CountAsync("delivery_queue where destination_no = $1", delivery.DestinationNo));
        var attempt = Assert.Single((await FindWithAttemptsAsync(delivery))!.Attempts);
        Assert.Equal((1, 200, "delivered"), (attempt.Number, attempt.StatusCode, attempt.Verdict));
        Assert.Equal([1, 2], attempt.ResponseBody);
    }

    /// <summary>Where a row is, is only a hint: after a rewrite of the table another row of the same lease may be there.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_are_recorded_wherever_the_rows_are_by_now(bool rewrite)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 6);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 6);
        await scene.Queue.RecordAsync(worker, [held[0].Delivered(), held[1].Delivered()], CancellationToken.None);
        if (rewrite)
        {
            await database.ExecuteAsync("vacuum full delivery_queue");
        }
        else
        {
            held =
                [.. held.Take(2), .. held.Skip(2).Zip(held.Skip(2).Reverse(),
                    (delivery, other) => delivery with { RowAddress = other.RowAddress })];
        }

        var recorded = await scene.Queue.RecordAsync(
            worker, [held[2].Delivered(), held[3].Failed(), held[4].Delivered(), held[5].Failed()], CancellationToken.None);

        Assert.Equal(4, recorded.Count);
        Assert.Equal(0, await database.CountAsync("delivery_queue where destination_no = $1", destination));
        foreach (var delivery in held)
        {
            Assert.Equal(delivery == held[3] || delivery == held[5] ? "failed" : "delivered", (await FindAsync(delivery))?.State);
        }
    }

    [Fact]
    public async Task A_reader_sees_the_state_and_the_attempts_of_one_moment()
    {
        var (worker, _, delivery) = await ClaimOneAsync();
        using var recorded = new CancellationTokenSource();
        var seen = Task.Run(async () =>
        {
            var readings = new List<DeliveryWithAttempts>();
            while (!recorded.IsCancellationRequested)
            {
                readings.Add((await FindWithAttemptsAsync(delivery))!);
            }

            return readings;
        });

        for (var number = 1; number <= 200; number++)
        {
            await scene.Queue.RecordAsync(
                worker, [delivery.RetryAt(TimeProvider.System.GetUtcNow().AddMinutes(-1))], CancellationToken.None);
            delivery = Assert.Single(await scene.ClaimAsync(worker, delivery.DestinationNo, 1));
        }

        await recorded.CancelAsync();
        Assert.All(await seen, reading => Assert.Equal(reading.Delivery.AttemptCount, reading.Attempts.Count));
    }

    [Fact]
    public async Task A_result_that_the_database_refuses_goes_back_later_each_time_and_says_why()
    {
        var (worker, _, delivery) = await ClaimOneAsync();

        var first = await scene.Queue.PostponeAsync(delivery, "23514", CancellationToken.None);

        var row = await FindAsync(delivery);
        Assert.Equal(("retrying", 1), (row?.State, row?.AttemptCount));
        Assert.Contains("could not be stored", row?.Reason, StringComparison.Ordinal);
        Assert.Equal(first, row?.NextAttemptAt);
        Assert.Null(await scene.Queue.PostponeAsync(delivery, "23514", CancellationToken.None)); // Its lease is gone.
        await database.ExecuteAsync("update delivery_queue set due_at = now() where destination_no = $1", delivery.DestinationNo);
        var again = Assert.Single(await scene.ClaimAsync(worker, delivery.DestinationNo, 1));
        var before = await database.ScalarAsync<DateTime>("select now()");
        var second = await scene.Queue.PostponeAsync(again, "23514", CancellationToken.None);
        Assert.InRange((second - before)?.TotalSeconds ?? 0, 120, 3_600);
    }

    [Fact]
    public async Task A_retry_waits_for_its_time_and_is_the_next_attempt_then()
    {
        var (worker, _, delivery) = await ClaimOneAsync();
        var when = TimeProvider.System.GetUtcNow().AddMinutes(10);

        await scene.Queue.RecordAsync(worker, [delivery.RetryAt(when)], CancellationToken.None);

        var row = await FindAsync(delivery);
        Assert.Equal(("retrying", "HTTP 503", 1), (row?.State, row?.Reason, row?.AttemptCount));
        // As long after the database's time as it was asked for.
        Assert.InRange((row?.NextAttemptAt - when)?.TotalSeconds ?? double.NaN, -1, 60);
        Assert.Empty(await scene.ClaimAsync(worker, delivery.DestinationNo, 1));
        await database.ExecuteAsync("update delivery_queue set due_at = now() where destination_no = $1", delivery.DestinationNo);
        Assert.Equal(2, Assert.Single(await scene.ClaimAsync(worker, delivery.DestinationNo, 1)).AttemptNumber);
    }

    [Fact]
    public async Task A_delivery_without_hope_has_failed_with_its_reason()
    {
        var (worker, _, delivery) = await ClaimOneAsync();

        await scene.Queue.RecordAsync(worker, [delivery.Failed()], CancellationToken.None);

        var row = await FindAsync(delivery);
        Assert.Equal(("failed", "HTTP 404; not retried"), (row?.State, row?.Reason));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_disables_its_destination_which_the_project_and_its_audit_records_show()
    {
        var (worker, project, delivery) = await ClaimOneAsync();
        var before = await database.ScalarAsync<long>("select version from projects where project_no = $1", project.ProjectNo);

        await scene.Queue.RecordAsync(worker, [delivery.Gone()], CancellationToken.None);

        Assert.Equal("failed", (await FindAsync(delivery))?.State);
        Assert.Equal(1, await database.CountAsync(
            "destinations where destination_no = $1 and not enabled and disabled_reason is not null and paused_at is not null and version = 2",
            delivery.DestinationNo));
        Assert.True(await database.ScalarAsync<long>("select version from projects where project_no = $1", project.ProjectNo) > before);
        const string record = """
            audit_records r join destinations d on d.id = r.resource_id join projects p on p.project_no = d.project_no
            where d.destination_no = $1 and r.tenant_no = p.tenant_no and r.project_id = p.id and r.resource_kind = 'webhook-destinations'
              and r.action = 'DisableWebhookDestination' and r.actor_kind = 'service' and r.outcome = 'succeeded'
            """;
        Assert.Equal(1, await database.CountAsync(record, delivery.DestinationNo));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Only_the_version_that_was_sent_to_is_disabled_by_a_receiver_that_is_gone(int versionsLater, bool stays)
    {
        var (worker, _, delivery) = await ClaimOneAsync();
        // Its owner has moved it while the attempt was under way.
        await database.ExecuteAsync(
            "update destinations set url = 'http://127.0.0.1:2/', version = version + 1 where destination_no = $1", delivery.DestinationNo);

        await scene.Queue.RecordAsync(
            worker, [delivery.Gone() with { SentVersion = delivery.DestinationVersion + versionsLater }], CancellationToken.None);

        Assert.Equal("failed", (await FindAsync(delivery))?.State);
        Assert.Equal(
            stays, await database.ScalarAsync<bool>("select enabled from destinations where destination_no = $1", delivery.DestinationNo));
    }

    [Fact]
    public async Task A_destination_that_is_gone_keeps_no_breaker_and_no_failures_and_workers_are_told()
    {
        var (worker, _, delivery) = await ClaimOneAsync();
        await database.ExecuteAsync(
            "update destinations set open_until = now(), failing_since = now(), warned_at = now() where destination_no = $1",
            delivery.DestinationNo);
        await using var listener = await database.DataSource.OpenConnectionAsync();
        var told = new List<string>();
        listener.Notification += (_, notification) => told.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {DestinationChanges.Channel}", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await scene.Queue.RecordAsync(worker, [delivery.Gone()], CancellationToken.None);

        Assert.Equal(1, await database.CountAsync(
            "destinations where destination_no = $1 and not enabled and open_until is null and failing_since is null and warned_at is null",
            delivery.DestinationNo));
        await Eventually.BecomesTrueAsync(
            async () => await listener.WaitAsync(TimeSpan.FromMilliseconds(100)) || told.Count > 0, "the workers are told");
        Assert.Equal([$"{delivery.DestinationNo}"], told);
    }

    [Fact]
    public async Task Results_of_one_batch_are_all_recorded_as_what_they_are()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 300);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 300);
        var when = TimeProvider.System.GetUtcNow().AddMinutes(10);

        var recorded = await scene.Queue.RecordAsync(
            worker,
            [
                .. held.Select((delivery, index) => (index % 3) switch
                {
                    0 => delivery.Delivered(),
                    1 => delivery.RetryAt(when),
                    _ => delivery.Failed(),
                }),
            ],
            CancellationToken.None);

        Assert.Equal(300, recorded.Count);
        Assert.Equal(100, await database.CountAsync("deliveries where destination_no = $1 and state = 'delivered'", destination));
        Assert.Equal(100, await database.CountAsync("deliveries where destination_no = $1 and state = 'failed'", destination));
        Assert.Equal(100, await database.CountAsync("delivery_queue where destination_no = $1 and attempt_count = 1 and lease_id is null", destination));
        Assert.Equal(300, await database.CountAsync("recorded_attempts where destination_no = $1", destination));
    }

    private async Task<(Guid Worker, ProjectScope Project, ClaimedDelivery Delivery)> ClaimOneAsync()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 1);
        var worker = await scene.AddWorkerAsync();
        return (worker, project, Assert.Single(await scene.ClaimAsync(worker, destination, 1)));
    }

    private async Task<DeliveryRow?> FindAsync(ClaimedDelivery delivery) => (await FindWithAttemptsAsync(delivery))?.Delivery;

    private Task<DeliveryWithAttempts?> FindWithAttemptsAsync(ClaimedDelivery delivery) =>
        new DeliveryLog(database.DataSource)
            .FindAsync(delivery.ProjectNo, delivery.EventKey, delivery.DestinationNo, CancellationToken.None);
}
