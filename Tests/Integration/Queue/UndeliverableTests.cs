using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Core.Deliveries;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

/// <summary>Each test has a database of its own: finishing looks at all destinations.</summary>
public sealed class UndeliverableTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TestDatabase database = new();
    private QueueScene? made;

    private QueueScene Scene => made ??= new QueueScene(database);

    private DeliveryRepair Repair => new(
        database.DataSource, new DeliveryLog(database.DataSource), new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));

    public Task InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task What_was_held_for_more_than_72_hours_expires()
    {
        var destination = await AddAsync(3, pausedHoursAgo: 73, dueHoursAgo: 73);

        Assert.Equal(3, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(3, await CountAsync(destination, "expired", "Held for too long."));
    }

    [Theory]
    [InlineData(71, 71)]
    [InlineData(73, 71)]
    [InlineData(71, 73)]
    public async Task What_was_held_for_less_stays(double pausedHoursAgo, double dueHoursAgo)
    {
        await AddAsync(3, pausedHoursAgo, dueHoursAgo);

        Assert.Equal(0, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task What_waits_for_a_deleted_destination_is_cancelled_whenever_it_would_be_due()
    {
        var destination = await AddAsync(3, pausedHoursAgo: null, dueHoursAgo: -5);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", destination);

        Assert.Equal(3, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(3, await CountAsync(destination, "cancelled", "The destination was deleted."));
    }

    [Fact]
    public async Task What_is_active_or_under_way_is_left_alone()
    {
        var active = await AddAsync(2, pausedHoursAgo: null, dueHoursAgo: 100);
        var deleted = await AddAsync(2, pausedHoursAgo: null, dueHoursAgo: 100);
        var worker = await Scene.AddWorkerAsync();
        var held = Assert.Single(await Scene.ClaimAsync(worker, deleted, 1));
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);

        Assert.Equal(1, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(2, await database.CountAsync("delivery_queue where destination_no = $1", active));
        Assert.Single(await Scene.Queue.RecordAsync(worker, [held.Delivered()], CancellationToken.None));
    }

    [Fact]
    public async Task The_work_is_done_in_pieces_until_nothing_is_left()
    {
        var first = await AddAsync(25, pausedHoursAgo: 80, dueHoursAgo: 80);
        var second = await AddAsync(25, pausedHoursAgo: 80, dueHoursAgo: 80);

        var pieces = new List<int>();
        for (var piece = 20; piece == 20;)
        {
            pieces.Add(piece = await Repair.FinishUndeliverableAsync(20, CancellationToken.None));
        }

        Assert.Equal([20, 20, 10], pieces);
        Assert.Equal(50, await CountAsync(first, "expired", "Held for too long.") + await CountAsync(second, "expired", "Held for too long."));
    }

    [Fact]
    public async Task Discarding_cancels_what_one_destination_holds()
    {
        var destination = await AddAsync(5, pausedHoursAgo: 1, dueHoursAgo: 1);
        var other = await AddAsync(5, pausedHoursAgo: 1, dueHoursAgo: 1);

        Assert.Equal(5, await Repair.DiscardHeldAsync(destination, CancellationToken.None));

        Assert.Equal(5, await database.CountAsync("deliveries where destination_no = $1 and state = 'cancelled'", destination));
        Assert.Equal(5, await database.CountAsync("delivery_queue where destination_no = $1", other));
    }

    private async Task<long> AddAsync(int deliveries, double? pausedHoursAgo, double dueHoursAgo)
    {
        var project = await Scene.AddProjectAsync();
        var destination = await Scene.AddDestinationAsync(project);
        await Scene.FillAsync(project, destination, deliveries, dueHoursAgo * 3600);
        if (pausedHoursAgo is { } hours)
        {
            await database.ExecuteAsync(
                "update destinations set enabled = false, paused_at = now() - make_interval(secs => $2) where destination_no = $1",
                destination,
                hours * 3600);
        }

        return destination;
    }

    private Task<long> CountAsync(long destination, string state, string reason) =>
        database.CountAsync("deliveries where destination_no = $1 and state = $2 and reason = $3", destination, state, reason);
}
