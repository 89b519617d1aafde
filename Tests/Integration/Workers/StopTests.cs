using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

public sealed class StopTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_worker_that_stops_finishes_what_is_in_flight_and_frees_the_rest_at_once()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Ok.After(AWhile);
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var worker = await WorkerApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var results = await project.Publisher.PublishEventsAsync([.. Enumerable.Range(0, 40).Select(_ => new PublishEventRequest("many"))]);
        await receiver.WaitForRequestsAsync(4);

        await worker.StopAsync();

        var number = await DestinationNoAsync(project, destination.Id);
        var finished = await database.CountAsync("deliveries where destination_no = $1 and state = 'delivered'", number);
        Assert.Equal(receiver.RequestCount, finished);
        Assert.InRange(finished, 4, 39);
        Assert.Equal(40 - finished, await database.CountAsync("delivery_queue where destination_no = $1 and lease_id is null and attempt_count = 0", number));
        Assert.Equal(0, await database.CountAsync("workers"));

        receiver.Default = Answer.Ok;
        await worker.DisposeAsync();
        await using var other = await WorkerApplication.StartAsync(database);
        foreach (var result in results)
        {
            // Without an error there is an event.
            await project.WaitForDeliveryAsync(result.Data!.Id, destination.Id, DeliveryState.Delivered);
        }

        Assert.Equal(40, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        Assert.Equal(40, receiver.RequestCount);
    }

    [Fact]
    public async Task A_worker_process_ends_cleanly_on_a_signal()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Ok.After(AWhile);
        await using var other = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(other, new ApplicationOptions { WithWorker = false });
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", other);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();
        await receiver.WaitForRequestsAsync(1);

        var exitCode = await worker.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(DeliveryState.Delivered, (await project.FindDeliveryAsync(published.Id, destination.Id))?.State);
        Assert.Equal(0, await other.CountAsync("workers"));
        Assert.Equal(1, receiver.RequestCount);
    }

    [Fact]
    public async Task A_worker_waits_for_its_database_and_begins_when_it_is_there()
    {
        await using var receiver = FakeReceiver.Start();
        await using var late = await TestDatabase.CreateAsync();
        await late.ExecuteAsync("alter table workers rename to workers_later");
        await using var app = await ApiApplication.StartAsync(late, new ApplicationOptions { WithWorker = false });
        await using var worker = await WorkerApplication.StartAsync(late);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();
        Assert.Equal(DeliveryState.Pending, (await project.FindDeliveryAsync(published.Id, destination.Id))?.State);

        await late.ExecuteAsync("alter table workers_later rename to workers");

        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_worker_whose_connections_are_cut_goes_on()
    {
        await using var receiver = FakeReceiver.Start();
        await using var cut = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(cut, new ApplicationOptions { WithWorker = false });
        await using var worker = await WorkerApplication.StartAsync(cut);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        for (var round = 0; round < 3; round++)
        {
            await cut.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

            var key = $"order-{round}";
            await Eventually.BecomesTrueAsync(async () => await TryPublishAsync(project, key), "the Api publishes again");
            await project.WaitForDeliveryAsync(key, destination.Id, DeliveryState.Delivered);
        }
    }

    private static async Task<bool> TryPublishAsync(TestProject project, string id)
    {
        try
        {
            await project.PublishAsync(id);
            return true;
        }
        catch (WebhooksApiException exception) when ((int)exception.StatusCode >= 500)
        {
            return false;
        }
    }

    private Task<long> DestinationNoAsync(TestProject project, string id) => database.ScalarAsync<long>(
        """
        select d.destination_no from destinations d join projects p using (project_no) join tenants t using (tenant_no)
        where t.id = $1 and d.id = $2
        """,
        project.TenantId,
        id);
}
