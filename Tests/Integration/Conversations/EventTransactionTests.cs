using Npgsql;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Conversations;

public sealed class EventTransactionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task A_crash_before_the_commit_leaves_no_event_no_delivery_and_a_free_key()
    {
        var instance = new TransactionInstance(database);
        var project = await scene.AddProjectAsync();
        await scene.AddDestinationAsync(project);

        await Assert.ThrowsAsync<IOException>(() => instance.PublishAsync(
            project, TransactionInstance.Key("one"), "order-1", after: () => throw new IOException("The process dies here.")));
        foreach (var table in new[] { "events", "delivery_queue", "event_ids", "idempotency_keys" })
        {
            Assert.Equal(0, await CountAsync(table, project));
        }

        Assert.IsType<PublishOutcome.Accepted>(Done(await instance.PublishAsync(project, TransactionInstance.Key("one"), "order-1")));
        Assert.Equal((1, 1), (await CountAsync("events", project), await CountAsync("delivery_queue", project)));
    }

    [Fact]
    public async Task Who_comes_second_under_a_key_waits_for_the_first_and_gets_its_answer()
    {
        var (one, other) = (new TransactionInstance(database), new TransactionInstance(database));
        var project = await scene.AddProjectAsync();
        var (underWay, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = one.PublishAsync(project, TransactionInstance.Key("one"), after: () =>
        {
            underWay.SetResult();
            return goOn.Task;
        });
        await underWay.Task;

        var second = other.PublishAsync(project, TransactionInstance.Key("one"));
        await Eventually.BecomesTrueAsync(SomebodyWaitsAsync, "the second waits");
        goOn.SetResult();

        Assert.IsType<PublishOutcome.Accepted>(Done(await first));
        var replayed = Assert.IsType<TransactionOutcome<TransactionInstance.Result>.Replayed>(await second);
        Assert.Equal((201, "/here"), (replayed.Answer.Status, replayed.Answer.Location));
        Assert.Equal([1, 2, 3], replayed.Answer.Body);
        Assert.Equal(1, await CountAsync("events", project));
    }

    [Fact]
    public async Task Who_comes_second_under_a_key_does_the_work_when_the_first_fails()
    {
        var (one, other) = (new TransactionInstance(database), new TransactionInstance(database));
        var project = await scene.AddProjectAsync();
        var (underWay, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = one.PublishAsync(project, TransactionInstance.Key("one"), after: () =>
        {
            underWay.SetResult();
            return goOn.Task;
        });
        await underWay.Task;

        var second = other.PublishAsync(project, TransactionInstance.Key("one"));
        await Eventually.BecomesTrueAsync(SomebodyWaitsAsync, "the second waits");
        goOn.SetException(new IOException("The process dies here."));

        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.IsType<PublishOutcome.Accepted>(Done(await second));
        Assert.Equal(1, await CountAsync("events", project));
    }

    [Fact]
    public async Task A_refusal_undoes_the_work_and_frees_the_key()
    {
        var instance = new TransactionInstance(database);
        var project = await scene.AddProjectAsync();

        await instance.PublishAsync(project, TransactionInstance.Key("one"), before: _ => Task.FromResult(true));

        Assert.Equal(0, await CountAsync("events", project) + await CountAsync("idempotency_keys", project));
    }

    [Fact]
    public async Task An_answer_is_kept_for_72_hours_and_the_key_is_free_after_that()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow().AddHours(-72));
        var instance = new TransactionInstance(database, clock);
        var project = await scene.AddProjectAsync();
        await database.ExecuteAsync("select ensure_day_partitions((now() - interval '4 days')::date, (now() + interval '1 day')::date)");
        await instance.PublishAsync(project, TransactionInstance.Key("one"));

        clock.Now += IdempotencyKey.KeptFor - TimeSpan.FromSeconds(1);
        Assert.IsType<TransactionOutcome<TransactionInstance.Result>.Replayed>(
            await instance.PublishAsync(project, TransactionInstance.Key("one")));
        Assert.IsType<TransactionOutcome<TransactionInstance.Result>.KeyReused>(
            await instance.PublishAsync(project, TransactionInstance.Key("one", "other")));

        clock.Now += TimeSpan.FromSeconds(1);
        Assert.IsType<PublishOutcome.Accepted>(Done(await instance.PublishAsync(project, TransactionInstance.Key("one", "other"))));
        Assert.IsType<TransactionOutcome<TransactionInstance.Result>.Replayed>(
            await instance.PublishAsync(project, TransactionInstance.Key("one", "other")));
    }

    [Fact]
    public async Task Keys_that_have_run_out_are_removed_in_chunks_and_no_others()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow().AddHours(-1_000));
        var project = await scene.AddProjectAsync();
        await database.ExecuteAsync(
            """
            insert into idempotency_keys (project_no, key, request_hash, status, body, created_at)
            select $1, 'key-' || n, '\x00', 201, '\x00', $2 - make_interval(hours => 72, secs => n - 11) from generate_series(0, 19) n
            """,
            project.ProjectNo,
            clock.Now.UtcDateTime);
        var keys = new IdempotencyKeys(database.DataSource, clock);

        foreach (var expected in new[] { 5, 4, 0 })
        {
            Assert.Equal(expected, await keys.RemoveOldAsync(5, CancellationToken.None));
        }

        Assert.Equal(11, await CountAsync("idempotency_keys", project));
    }

    [Fact]
    public async Task A_destination_that_is_created_meanwhile_gets_the_event_and_the_work_is_done_once()
    {
        var instance = new TransactionInstance(database);
        var project = await scene.AddProjectAsync();
        var first = await scene.AddDestinationAsync(project);
        await instance.PublishAsync(project, null);
        var (tries, second) = (0, 0L);

        var outcome = await instance.PublishAsync(project, TransactionInstance.Key("one"), before: async _ =>
        {
            second = ++tries == 1 ? await scene.AddDestinationAsync(project) : second;
            return false;
        });

        var key = Assert.IsType<PublishOutcome.Accepted>(Done(outcome)).Event.Identity.Key;
        Assert.Equal(2, tries);
        Assert.Equal(
            [first, second],
            await database.ColumnAsync<long>("select destination_no from delivery_queue where event_id = $1 order by 1", key));
        Assert.Equal((2, 1), (await CountAsync("events", project), await CountAsync("idempotency_keys", project)));
    }

    [Fact]
    public async Task An_id_taken_by_a_publish_without_a_key_is_answered_with_that_event()
    {
        var instance = new TransactionInstance(database);
        await using var publisher = await Events.PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        var first = Assert.IsType<PublishOutcome.Accepted>(await publisher.PublishAsync(project, "order-1"));

        var repeated = Assert.IsType<PublishOutcome.Repeated>(
            Done(await instance.PublishAsync(project, TransactionInstance.Key("one"), "order-1")));

        Assert.Equal(first.Event.Identity.Key, repeated.Event.Identity.Key);
        Assert.Equal(1, await CountAsync("events", project));
    }

    [Fact]
    public async Task Workers_are_woken_after_the_commit()
    {
        var instance = new TransactionInstance(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var woken = new List<DueNotice?>();
        connection.Notification += (_, notification) => woken.Add(DueSignal.Parse(notification.Payload));
        await using var listen = new NpgsqlCommand("listen webhooks_due", connection);
        await listen.ExecuteNonQueryAsync();

        await instance.PublishAsync(project, null);
        var due = new DueDestination(project.TenantNo, destination);
        while (!woken.Exists(notice => notice?.Destinations.Contains(due) is true))
        {
            Assert.True(await connection.WaitAsync(Eventually.Patience));
        }

        var dueAt = await database.ScalarAsync<DateTime>("select due_at from delivery_queue where destination_no = $1", destination);
        Assert.Equal(dueAt, woken.Find(notice => notice?.Destinations.Contains(due) is true)?.DueFrom?.UtcDateTime);
    }

    [Fact]
    public async Task A_project_that_is_gone_is_refused()
    {
        var project = await scene.AddProjectAsync();

        await Assert.ThrowsAsync<ProjectGoneException>(
            () => new TransactionInstance(database).PublishAsync(project with { ProjectNo = project.ProjectNo + 1_000_000 }, null));
    }

    private static PublishOutcome Done(TransactionOutcome<TransactionInstance.Result> outcome) =>
        Assert.IsType<TransactionOutcome<TransactionInstance.Result>.Done>(outcome).Result.Outcome;

    private Task<long> CountAsync(string table, ProjectScope project) =>
        database.CountAsync($"{table} where project_no = $1", project.ProjectNo);

    private async Task<bool> SomebodyWaitsAsync() =>
        await database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0;
}
