using Microsoft.Extensions.Options;
using Webhooks.Core.Destinations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Destinations;

public sealed class FailingDestinationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    private readonly FailingDestinations failing = new(database.DataSource, Options.Create(new HealthOptions()), TimeProvider.System);

    [Fact]
    public async Task One_that_only_fails_is_warned_of_and_then_disabled_with_the_reason_and_both_are_recorded()
    {
        var destination = await AddFailingAsync(daysAgo: 4, failed: 60);

        Assert.Contains((destination, DisableStep.Warn), await ReviewAsync());
        Assert.DoesNotContain(await ReviewAsync(), done => done.DestinationNo == destination);
        Assert.True(await IsEnabledAsync(destination));
        Assert.Equal([FailingDestinations.WarnAction], await ActionsAsync(destination));

        await database.ExecuteAsync(
            "update destinations set failing_since = now() - interval '6 days', warned_at = now() - interval '2 days' where destination_no = $1", destination);
        Assert.Contains((destination, DisableStep.Disable), await ReviewAsync());

        Assert.False(await IsEnabledAsync(destination));
        Assert.StartsWith(
            "Nothing was delivered for 6 days: all 60 attempts since ",
            await database.ScalarAsync<string>("select disabled_reason from destinations where destination_no = $1", destination),
            StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>(
            "select paused_at is not null and failing_since is null and warned_at is null and version = 2 from destinations where destination_no = $1", destination));
        Assert.Equal([FailingDestinations.WarnAction, FailingDestinations.DisableAction], await ActionsAsync(destination));
        Assert.DoesNotContain(await ReviewAsync(), done => done.DestinationNo == destination);
    }

    [Fact]
    public async Task One_that_delivered_again_is_forgotten()
    {
        var destination = await AddFailingAsync(daysAgo: 6, failed: 60);
        await database.ExecuteAsync("update attempt_hours set delivered = 1 where destination_no = $1", destination);

        Assert.Contains((destination, DisableStep.Recovered), await ReviewAsync());

        Assert.True(await database.ScalarAsync<bool>("select failing_since is null and enabled from destinations where destination_no = $1", destination));
        Assert.Empty(await ActionsAsync(destination));
    }

    [Fact]
    public async Task A_success_in_the_hour_of_the_first_failure_is_one()
    {
        // Weeks ago: one failed, and its retry came through. This week's batch has failed so far.
        var destination = await AddFailingAsync(daysAgo: 7, failed: 60);
        await CountAsync(destination, delivered: 1, failed: 1);

        Assert.Contains((destination, DisableStep.Recovered), await ReviewAsync());

        Assert.Empty(await ActionsAsync(destination));
    }

    [Fact]
    public async Task The_failures_of_the_first_hour_count_and_the_reason_tells_all_of_them()
    {
        var destination = await AddFailingAsync(daysAgo: 7, failed: 30);
        await CountAsync(destination, delivered: 0, failed: 30);

        Assert.Contains((destination, DisableStep.Warn), await ReviewAsync());
        await database.ExecuteAsync("update destinations set warned_at = now() - interval '2 days' where destination_no = $1", destination);
        Assert.Contains((destination, DisableStep.Disable), await ReviewAsync());

        Assert.StartsWith(
            "Nothing was delivered for 7 days: all 60 attempts since ",
            await database.ScalarAsync<string>("select disabled_reason from destinations where destination_no = $1", destination),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_not_tried_since_the_warning_is_warned_of_and_no_more()
    {
        var destination = await AddFailingAsync(daysAgo: 7, failed: 60);
        await EnsureDaysAsync();
        await database.ExecuteAsync(
            "update attempt_hours set at = date_trunc('hour', now() - interval '7 days') where destination_no = $1", destination);

        Assert.Contains((destination, DisableStep.Warn), await ReviewAsync());
        await database.ExecuteAsync("update destinations set warned_at = now() - interval '2 days' where destination_no = $1", destination);

        Assert.DoesNotContain(await ReviewAsync(), done => done.DestinationNo == destination);
        Assert.True(await IsEnabledAsync(destination));
    }

    [Fact]
    public async Task A_paused_one_is_left_alone()
    {
        var destination = await AddFailingAsync(daysAgo: 6, failed: 60);
        await database.ExecuteAsync("update destinations set enabled = false, paused_at = now() where destination_no = $1", destination);

        Assert.DoesNotContain(await ReviewAsync(), done => done.DestinationNo == destination);
    }

    [Fact]
    public async Task A_worker_looks_after_them()
    {
        var destination = await AddFailingAsync(daysAgo: 4, failed: 60);

        await using var worker = await WorkerApplication.StartAsync(database);

        await Eventually.BecomesTrueAsync(async () => (await ActionsAsync(destination)).Count == 1, "the warning is recorded");
    }

    private Task<IReadOnlyList<(long DestinationNo, DisableStep Step)>> ReviewAsync() => failing.ReviewAsync(CancellationToken.None);

    private async Task<long> AddFailingAsync(int daysAgo, int failed)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await database.ExecuteAsync(
            "update destinations set failing_since = now() - make_interval(days => $2) where destination_no = $1", destination, daysAgo);
        await database.ExecuteAsync(
            """
            insert into attempt_hours (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
            values ($1, $2, now(), 0, 0, $3 - 20, 20, 0, '{}')
            """,
            project.ProjectNo,
            destination,
            failed);
        return destination;
    }

    /// <summary>In the hour of the first failure.</summary>
    private async Task CountAsync(long destination, int delivered, int failed)
    {
        await EnsureDaysAsync();
        await database.ExecuteAsync(
            """
            insert into attempt_hours (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
            select project_no, destination_no, date_trunc('hour', failing_since), 0, $2, $3, 0, 0, '{}' from destinations where destination_no = $1
            """,
            destination,
            delivered,
            failed);
    }

    private Task<int> EnsureDaysAsync() =>
        database.ScalarAsync<int>("select ensure_stats_partitions((now() - interval '9 days')::date, now()::date)");

    private Task<bool> IsEnabledAsync(long destination) =>
        database.ScalarAsync<bool>("select enabled from destinations where destination_no = $1", destination);

    private Task<IReadOnlyList<string>> ActionsAsync(long destination) => database.ColumnAsync<string>(
        """
        select a.action from destinations d join projects p on p.project_no = d.project_no
        join audit_records a on a.tenant_no = p.tenant_no and a.project_id = p.id and a.resource_id = d.id and a.actor_kind = 'service'
        where d.destination_no = $1 order by a.record_id
        """,
        destination);
}
