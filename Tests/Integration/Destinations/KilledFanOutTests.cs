using Webhooks.Contracts;
using Webhooks.Tests.Integration.History;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Destinations;

/// <summary>
/// A worker that is killed in the middle of writing what was put off: another one goes on, and no delivery is lost or made twice.
/// </summary>
public sealed class KilledFanOutTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Events = 300;
    private const int Destinations = 100;

    [Fact]
    public async Task All_deliveries_of_a_batch_arrive_though_a_worker_is_killed_and_others_publish_meanwhile()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.KeepsRequests = false;
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions
        {
            WithWorker = false,
            Settings = new Dictionary<string, string?> { ["Publish:MaxDeliveriesPerTransaction"] = $"{Destinations / 2}" },
        });
        var (large, small) = (await app.CreateProjectAsync(), await app.CreateProjectAsync());
        for (var number = 0; number < Destinations; number++)
        {
            await large.CreateDestinationAsync(receiver.Url());
        }

        await small.CreateDestinationAsync(receiver.Url());
        var batch = large.Publisher.PublishEventsAsync([.. Enumerable.Range(0, Events).Select(_ => new PublishEventRequest("order.paid"))]);
        await small.PublishAsync();
        Assert.All(await batch, result => Assert.Equal(201, result.Status));
        var putOff = await database.CountAsync("fan_outs");
        Assert.Equal(Events, putOff);
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            // The half that the worker cannot have until it is dead.
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = connection.CreateCommand();
            hold.CommandText = $"select from fan_outs order by event_id desc limit {putOff / 2} for update";
            await hold.ExecuteNonQueryAsync();
            await using var killed = await ServiceProcess.StartAsync("DeliveryWorker", database);
            await Eventually.BecomesTrueAsync(async () => await database.CountAsync("fan_outs") <= putOff / 2, "half of it is written");
            await killed.KillAsync();
        }

        await using var other = await WorkerApplication.StartAsync(database);
        await Eventually.BecomesTrueAsync(
            async () =>
                await database.CountAsync("delivery_queue") == 0 && await database.CountAsync("fan_outs") == 0, "everything is delivered");

        Assert.Equal((Events * Destinations) + 1, await database.CountAsync("deliveries where state = 'delivered'"));
        Assert.True((await large.Client.GetLedgerAsync(large.TenantId, large.ProjectId)).Balances);
        await CountedLedger.AssertTrueAsync(database);
    }
}
