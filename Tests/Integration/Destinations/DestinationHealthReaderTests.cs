using Webhooks.Core.History;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Destinations;

public sealed class DestinationHealthReaderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly DestinationHealthReader reader = new(database.DataSource);

    [Fact]
    public async Task What_is_leased_is_in_flight_under_the_caps_of_the_living_workers()
    {
        var project = await scene.AddProjectAsync();
        var (destination, other) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, destination, 5);
        var quiet = await reader.ReadAsync(destination, CancellationToken.None);
        var workers = new[] { QueueScene.NewId(), QueueScene.NewId(), QueueScene.NewId() };
        await BeatAsync(workers[0], new(destination, 4), new(other, 64));
        await BeatAsync(workers[1], new(other, 64), new(destination, 8));
        await BeatAsync(workers[2], new DestinationCap(destination, 16));
        await scene.SilenceAsync(workers[2], 21);
        Assert.Equal(3, (await scene.ClaimAsync(workers[0], destination, 3)).Count);

        var busy = await reader.ReadAsync(destination, CancellationToken.None);
        await BeatAsync(workers[0]);
        var later = await reader.ReadAsync(destination, CancellationToken.None);

        Assert.Equal((0, null), (quiet.InFlight, quiet.Concurrency));
        Assert.Equal((3, 12), (busy.InFlight, busy.Concurrency));
        Assert.Equal((3, 8), (later.InFlight, later.Concurrency));
    }

    [Fact]
    public async Task A_worker_with_nothing_to_do_writes_no_caps()
    {
        var worker = QueueScene.NewId();
        await BeatAsync(worker, new DestinationCap(1, 4));

        await BeatAsync(worker);

        Assert.Equal(1, await database.CountAsync("workers where worker_id = $1 and cap_destinations is null and caps is null", worker));
    }

    private async Task BeatAsync(Guid worker, params DestinationCap[] caps) =>
        await scene.Register.BeatAsync(worker, "a worker", 0, caps, CancellationToken.None);
}
