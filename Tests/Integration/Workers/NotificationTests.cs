using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Engine;
using Webhooks.DeliveryWorker.Housekeeping;
using Webhooks.DeliveryWorker.Schedule;
using Webhooks.ServiceDefaults;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>What workers hear, and what listening leaves behind.</summary>
public sealed class NotificationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task A_connection_that_listened_does_not_listen_in_the_pool()
    {
        await using var pool = PoolOfOne();
        await using (
            var listener = await NotificationListener.OpenAsync(
                pool, [DueSignal.Channel, OperationStore.Channel], (_, _) => { }, CancellationToken.None))
        {
            using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listener.WaitAsync(stopping.Token));
        }

        Assert.Equal(0, await CountChannelsAsync(pool));
    }

    [Fact]
    public async Task Whoever_stops_watching_operations_does_not_leave_a_listening_connection()
    {
        await using var pool = PoolOfOne();
        using var watch = new OperationWatch(
            pool, Options.Create(new OperationOptions()), TimeProvider.System, NullLogger<OperationWatch>.Instance);
        using var stopping = new CancellationTokenSource();
        var watching = watch.RunAsync(_ => Task.CompletedTask, stopping.Token);
        await Eventually.BecomesTrueAsync(
            async () => await database.CountAsync("pg_stat_activity where application_name = 'pool of one' and query like 'listen%'") > 0, "it listens");

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        Assert.Equal(0, await CountChannelsAsync(pool));
    }

    [Fact]
    public async Task A_connection_that_listened_and_was_lost_is_none_of_the_pool()
    {
        await using var pool = PoolOfOne();
        await using (var listener = await NotificationListener.OpenAsync(pool, [DueSignal.Channel], (_, _) => { }, CancellationToken.None))
        {
            await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pool of one'");
            await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
            {
                while (true)
                {
                    await listener.WaitAsync(CancellationToken.None);
                }
            });
        }

        Assert.Equal(0, await CountChannelsAsync(pool));
    }

    [Fact]
    public async Task A_fan_out_to_a_thousand_destinations_names_all_of_them()
    {
        var due = Enumerable.Range(1, 1_000).Select(number => new DueDestination(900_000_001, number)).ToHashSet();
        var heard = new List<DueNotice?>();
        await using var listener = await NotificationListener.OpenAsync(
            database.DataSource, [DueSignal.Channel], (_, payload) => heard.Add(DueSignal.Parse(payload)), CancellationToken.None);

        await new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance).SendAsync(due, CancellationToken.None);
        while (heard.Sum(notice => notice?.Destinations.Count ?? 0) < due.Count && !heard.Contains(null))
        {
            await listener.WaitAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        }

        Assert.DoesNotContain(null, heard);
        Assert.Equal(due, heard.SelectMany(notice => notice!.Destinations).ToHashSet()); // None is null.
    }

    /// <summary>A destination whose breaker is open is named by every look at everything, and by nothing else.</summary>
    [Fact]
    public async Task Signals_that_name_nobody_make_a_worker_look_now_and_then_and_not_each_time()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 1);
        await database.ExecuteAsync(
            "update destinations set open_until = now() - interval '1 second' where destination_no = $1", destination);
        using var signal = new WorkSignal();
        using var moments = new WorkSignal();
        var options = new WorkerOptions { PollInterval = TimeSpan.FromSeconds(30) };
        var run = new WorkerRun(
            options, scene.Queue, scene.Register, new LaneSchedule(options, moments), signal, moments,
            null!, // Nothing here is measured.
            new DatabaseClock(TimeProvider.System), NullLogger.Instance);
        using var listener = new DueListener(run, database.DataSource);
        using var stopping = new CancellationTokenSource();
        var took = Stopwatch.StartNew();
        var running = listener.RunAsync(stopping.Token);
        var everything = new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance);

        var looks = 0;
        while (looks < 3)
        {
            Assert.True(took.Elapsed < Eventually.Patience, "It looks no more.");
            await everything.SendEverythingAsync(CancellationToken.None);
            for (; listener.OpenDestinations.TryRead(out var open); looks += open.DestinationNo == destination ? 1 : 0)
            {
            }
        }

        Assert.InRange(looks, 3, (took.Elapsed / DueListener.ShortestPause) + 1);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private NpgsqlDataSource PoolOfOne() => NpgsqlDataSource.Create(DatabaseConnection.WithDefaults(database.ConnectionString, settings =>
    {
        settings.MaxPoolSize = 1;
        settings.ApplicationName = "pool of one";
    }));

    private static async Task<long> CountChannelsAsync(NpgsqlDataSource pool)
    {
        await using var command = pool.CreateCommand("select count(*) from pg_listening_channels()");
        return (long)(await command.ExecuteScalarAsync())!; // A count is never null.
    }
}
