using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Engine;
using Webhooks.DeliveryWorker.Schedule;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

public sealed class StartQueueTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Room = 64;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempts_start_in_order_and_make_room_whether_or_not_settings_can_be_read(bool databaseIsAway)
    {
        using var signal = new WorkSignal();
        using var end = new CancellationTokenSource();
        var queue = new StartQueue(signal, Targets(databaseIsAway ? "Host=127.0.0.1;Port=1" : database.ConnectionString));
        var deliveries = await ClaimAsync(Room);
        Assert.Equal(Room, queue.Room);
        foreach (var delivery in deliveries)
        {
            queue.Add(delivery);
        }

        Assert.Equal(0, queue.Room);

        var started = new ConcurrentQueue<ClaimedDelivery>();
        using var all = new SemaphoreSlim(0);
        var running = queue.RunAsync(
            delivery =>
            {
                started.Enqueue(delivery);
                all.Release();
            },
            end.Token);
        for (var number = 0; number < Room; number++)
        {
            Assert.True(await all.WaitAsync(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal(deliveries, started);
        Assert.Equal(Room, queue.Room);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(int count)
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, count);
        return await scene.ClaimAsync(await scene.AddWorkerAsync(), destination, count);
    }

    private static DestinationTargets Targets(string connectionString)
    {
        var contexts = new Contexts(new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(connectionString).Options);
        return new(contexts, new DestinationSecrecy(new EphemeralDataProtectionProvider()));
    }

    private sealed class Contexts(DbContextOptions<WebhooksDbContext> options) : IDbContextFactory<WebhooksDbContext>
    {
        public WebhooksDbContext CreateDbContext() => new(options);
    }
}
