using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

/// <summary>A worker that is given up for dead, and how what it held is freed part by part.</summary>
public sealed class WorkerRegisterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task A_worker_that_was_given_up_is_told_and_gets_nothing_under_its_old_id()
    {
        var (silent, observer, destination) = await HoldAsync(count: 3);
        await scene.SilenceAsync(silent, 21);
        await scene.BeatAndReleaseAsync(observer);

        var beat = await scene.Register.BeatAsync(silent, "silent", CancellationToken.None);

        Assert.False(beat.IsKnown);
        Assert.Empty(await scene.ClaimAsync(silent, destination, 3));
        var renewed = await scene.AddWorkerAsync();
        Assert.Equal(3, (await scene.ClaimAsync(renewed, destination, 3)).Count);
    }

    [Fact]
    public async Task Everything_it_held_is_freed_however_many_parts_that_takes()
    {
        var (silent, observer, destination) = await HoldAsync(count: 600);
        var inParts = new WorkerRegister(database.DataSource, pagesAtOnce: 1);
        await scene.SilenceAsync(silent, 21);

        var parts = new List<ReleasedLeases>();
        foreach (var worker in (await inParts.BeatAsync(observer, "observer", CancellationToken.None)).Silent)
        {
            await foreach (var part in inParts.ReleaseSilentAsync(worker, CancellationToken.None))
            {
                parts.Add(part);
            }
        }

        Assert.True(parts.Count > 1, $"{parts.Count} parts");
        Assert.Equal(600, parts.Sum(part => part.Count));
        Assert.Equal(0, await scene.CountLeasedAsync(destination));
    }

    [Fact]
    public async Task Whoever_frees_it_and_dies_over_it_is_relieved_by_another()
    {
        var (silent, observer, destination) = await HoldAsync(count: 600);
        var inParts = new WorkerRegister(database.DataSource, pagesAtOnce: 1);
        await scene.SilenceAsync(silent, 21);
        await foreach (var _ in inParts.ReleaseSilentAsync(silent, CancellationToken.None))
        {
            break; // After the first part.
        }

        Assert.True(await scene.CountLeasedAsync(destination) > 0);
        Assert.DoesNotContain(silent, (await inParts.BeatAsync(observer, "observer", CancellationToken.None)).Silent);

        await database.ExecuteAsync("update workers set released_at = now() - interval '11 seconds' where worker_id = $1", silent);
        await scene.BeatAndReleaseAsync(observer);

        Assert.Equal(0, await scene.CountLeasedAsync(destination));
    }

    [Fact]
    public async Task A_worker_that_was_heard_in_time_keeps_what_it_holds()
    {
        var (silent, observer, destination) = await HoldAsync(count: 3);
        await scene.SilenceAsync(silent, 21);
        var named = (await scene.Register.BeatAsync(observer, "observer", CancellationToken.None)).Silent;
        Assert.True((await scene.Register.BeatAsync(silent, "silent", CancellationToken.None)).IsKnown);

        Assert.Contains(silent, named);
        await foreach (var part in scene.Register.ReleaseSilentAsync(silent, CancellationToken.None))
        {
            Assert.Fail($"{part.Count} leases were freed.");
        }

        Assert.Equal(3, await scene.CountLeasedAsync(destination));
    }

    private async Task<(Guid Silent, Guid Observer, long Destination)> HoldAsync(int count)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, count);
        var (silent, observer) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        Assert.Equal(count, (await scene.ClaimAsync(silent, destination, count)).Count);
        return (silent, observer, destination);
    }
}
