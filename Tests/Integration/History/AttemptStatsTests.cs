using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

public sealed class AttemptStatsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly AttemptStats stats = new(database.DataSource);

    [Fact]
    public async Task What_four_workers_record_at_once_is_counted_as_often_as_there_are_attempts()
    {
        var project = await scene.AddProjectAsync();
        long[] destinations = [await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project)];
        foreach (var destination in destinations)
        {
            await scene.FillAsync(project, destination, 600);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RecordAllAsync(destinations)));

        Assert.Equal(1_200, await database.CountAsync("recorded_attempts where destination_no = any($1)", destinations));
        foreach (var step in new[] { StatsSpan.Minute, StatsSpan.Hour })
        {
            foreach (var destination in destinations)
            {
                await AssertEqualToAttemptsAsync(project.ProjectNo, destination, step);
            }

            await AssertEqualToAttemptsAsync(project.ProjectNo, null, step);
        }
    }

    [Fact]
    public async Task A_resent_delivery_counts_again_and_a_result_without_its_lease_does_not()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 2);
        var (slow, quick) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        var lost = await scene.ClaimAsync(slow, destination, 2);
        await scene.SilenceAsync(slow, 60);
        await scene.BeatAndReleaseAsync(quick);
        var held = await scene.ClaimAsync(quick, destination, 2);
        await scene.Queue.RecordAsync(quick, [.. held.Select(delivery => delivery.Failed())], CancellationToken.None);

        await scene.Queue.RecordAsync(slow, [.. lost.Select(delivery => delivery.Delivered())], CancellationToken.None);
        var repair = new DeliveryRepair(
            database.DataSource, new DeliveryLog(database.DataSource), new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));
        foreach (var delivery in held)
        {
            await repair.ResendAsync(project.TenantNo, project.ProjectNo, delivery.EventKey, destination, CancellationToken.None);
        }

        await scene.Queue.RecordAsync(
            quick, [.. (await scene.ClaimAsync(quick, destination, 2)).Select(delivery => delivery.Delivered())], CancellationToken.None);

        var series = await AssertEqualToAttemptsAsync(project.ProjectNo, destination, StatsSpan.Minute);
        Assert.Equal((2, 0, 2, 0), (series.Totals.Delivered, series.Totals.Retry, series.Totals.Failed, series.Totals.Gone));
    }

    [Fact]
    public async Task An_attempt_timed_by_a_wrong_clock_is_recorded_and_counts_as_of_now()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 1);
        var worker = await scene.AddWorkerAsync();
        var attempt = (await scene.ClaimAsync(worker, destination, 1))[0].Delivered();
        var wrong = attempt with { Result = attempt.Result with { StartedAt = new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero) } };

        Assert.Single(await scene.Queue.RecordAsync(worker, [wrong], CancellationToken.None));

        Assert.Equal(
            1, (await stats.ReadAsync(project.ProjectNo, destination, Now(StatsSpan.Hour), CancellationToken.None)).Totals.Delivered);
    }

    /// <summary>
    /// Claims and records until nothing is left; every third result is a success, a retry or a failure, and takes its own time.
    /// </summary>
    private async Task RecordAllAsync(long[] destinations)
    {
        var worker = await scene.AddWorkerAsync();
        var when = TimeProvider.System.GetUtcNow().AddHours(1);
        while (true)
        {
            var batch = await scene.Queue.ClaimDueAsync(
                worker, QueueScene.NewId(), [.. destinations.Select(destination => new ClaimRequest(destination, 7))],
                CancellationToken.None);
            if (batch.Deliveries.Count == 0)
            {
                return;
            }

            await scene.Queue.RecordAsync(
                worker, [.. batch.Deliveries.Select((delivery, index) => Finish(delivery, index))], CancellationToken.None);
        }

        FinishedAttempt Finish(ClaimedDelivery delivery, int index)
        {
            var attempt = (index % 3) switch { 0 => delivery.Delivered(), 1 => delivery.RetryAt(when), _ => delivery.Failed() };
            return attempt with
            {
                Result = attempt.Result with
                {
                    StartedAt = attempt.Result.StartedAt.AddMinutes(-index % 4),
                    Duration = TimeSpan.FromMilliseconds(Math.Pow(2, index)),
                },
            };
        }
    }

    private async Task<StatsSeries> AssertEqualToAttemptsAsync(long projectNo, long? destinationNo, TimeSpan step)
    {
        var series = await stats.ReadAsync(projectNo, destinationNo, Now(step), CancellationToken.None);
        var counted = await database.ColumnAsync<string>(
            """
            select concat_ws(' ', extract(epoch from date_bin(make_interval(secs => $3), started_at, 'epoch'))::bigint,
                count(*) filter (where verdict = 'delivered'), count(*) filter (where verdict = 'retry'), count(*) filter (where verdict = 'failed'))
            from recorded_attempts where project_no = $1 and ($2::bigint is null or destination_no = $2)
            group by date_bin(make_interval(secs => $3), started_at, 'epoch') order by 1
            """,
            projectNo,
            destinationNo is null ? DBNull.Value : destinationNo.Value,
            step.TotalSeconds);
        Assert.Equal(counted, series.Points.Where(point => point.Delivered + point.Retry + point.Failed > 0)
            .Select(point => $"{point.At.ToUnixTimeSeconds()} {point.Delivered} {point.Retry} {point.Failed}")
            .Order(StringComparer.Ordinal));
        var exact = await database.ScalarAsync<double>(
            "select percentile_disc(0.95) within group (order by duration_ms)::float8 from recorded_attempts where project_no = $1 and ($2::bigint is null or destination_no = $2)",
            projectNo,
            destinationNo is null ? DBNull.Value : destinationNo.Value);
        Assert.InRange(series.Totals.Percentile(0.95)!.Value / exact, 0.9, 1.1); // There are attempts.
        return series;
    }

    private static StatsSpan Now(TimeSpan step)
    {
        var now = EventTime.Truncate(TimeProvider.System.GetUtcNow());
        return StatsSpan.Around(now.AddHours(-1), now.AddMinutes(1), step);
    }
}
