using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>A limit a second holds over all workers, and holds up nothing else.</summary>
public sealed class RateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int PerSecond = 50;
    private const int Deliveries = 200;

    /// <summary>
    /// Two workers of which each kept the limit for itself would send 100. What a busy machine sends late comes together with what is in
    /// time.
    /// </summary>
    private const int MostInASecond = PerSecond * 3 / 2;

    [Fact]
    public async Task Two_workers_together_never_send_more_than_the_limit_and_send_everything()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        var limited = await project.CreateDestinationAsync(receiver.Url(), request => request with { MaxPerSecond = PerSecond });
        await using var first = await ServiceProcess.StartAsync("DeliveryWorker", database);
        await using var second = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var begin = TimeProvider.System.GetUtcNow();
        var published = 0;

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                await PublishAsync(project, Deliveries);
                published += Deliveries;
                await WaitUntilDeliveredAsync(project, limited.Id);
                return (await AttemptsAsync<Guid>(project, limited.Id, "worker_id")).Distinct().Count() == 2;
            },
            "both workers have sent");

        Assert.Equal(published, receiver.RequestCount);
        Assert.Equal(published, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        AssertNeverAhead(receiver.Requests.Select(request => request.ReceivedAt), begin);
        var sent = await AttemptsAsync<DateTime>(project, limited.Id, "started_at");
        AssertNeverAhead(sent.Select(at => new DateTimeOffset(at)), begin);
        Assert.InRange(sent.Max(start => sent.Count(at => at >= start && at < start.AddSeconds(1))), 1, MostInASecond);
        Assert.All(await AttemptsAsync<short>(project, limited.Id, "number"), number => Assert.Equal(1, number));
    }

    [Fact]
    public async Task A_limit_holds_up_no_other_destination()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url("/limited"), request => request with { MaxPerSecond = 0.1 });
        var unlimited = await project.CreateDestinationAsync(receiver.Url("/unlimited"));

        await PublishAsync(project, Deliveries);
        await WaitUntilDeliveredAsync(project, unlimited.Id);

        // At one in ten seconds all of them take more than half an hour.
        Assert.InRange(receiver.Requests.Count(request => request.Path == "/limited"), 0, Deliveries / 2);
    }

    [Fact]
    public async Task A_limit_outlives_a_restart_of_the_worker()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        var limited = await project.CreateDestinationAsync(receiver.Url(), request => request with { MaxPerSecond = 20 });
        await PublishAsync(project, 60);
        for (var round = 1; round <= 4; round++)
        {
            await using var worker = await WorkerApplication.StartAsync(database);
            await receiver.WaitForRequestsAsync(round * 10);
        }

        await using var last = await WorkerApplication.StartAsync(database);
        await WaitUntilDeliveredAsync(project, limited.Id);

        Assert.Equal(60, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        var sent = await AttemptsAsync<DateTime>(project, limited.Id, "started_at");
        Assert.InRange(sent.Max(start => sent.Count(at => at >= start && at < start.AddSeconds(1))), 1, 30);
    }

    [Fact]
    public async Task A_limit_that_is_lifted_holds_no_more_and_what_waits_goes_out()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var limited = await project.CreateDestinationAsync(receiver.Url(), request => request with { MaxPerSecond = 0.1 });
        await PublishAsync(project, 40);
        await receiver.WaitForRequestsAsync(1);

        await project.UpdateDestinationAsync(limited.Id, new UpdateWebhookDestinationRequest { MaxPerSecond = new(null) });

        // At one in ten seconds it would take more than six minutes.
        await WaitUntilDeliveredAsync(project, limited.Id);
        Assert.Equal(40, receiver.RequestCount);
    }

    [Fact]
    public async Task A_paused_destination_gets_nothing_of_what_waited_for_its_moment()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var limited = await project.CreateDestinationAsync(receiver.Url(), request => request with { MaxPerSecond = 5 });
        await PublishAsync(project, 30);
        await receiver.WaitForRequestsAsync(2);

        await project.UpdateDestinationAsync(limited.Id, new UpdateWebhookDestinationRequest { Enabled = false });
        await Eventually.BecomesTrueAsync(
            async () =>
                await database.CountAsync(
                    "delivery_queue q where lease_id is not null and destination_no = $1", await NumberAsync(project, limited.Id)) == 0,
            "every lease is released");
        var before = receiver.RequestCount;
        await project.UpdateDestinationAsync(limited.Id, new UpdateWebhookDestinationRequest { Enabled = true, MaxPerSecond = new(null) });
        await WaitUntilDeliveredAsync(project, limited.Id);

        Assert.InRange(before, 2, 29);
        Assert.Equal(30, receiver.RequestCount);
    }

    /// <summary>However late a busy machine is, nothing is sent before the limit has a moment for it.</summary>
    private static void AssertNeverAhead(IEnumerable<DateTimeOffset> moments, DateTimeOffset begin) =>
        Assert.All(
            moments.Order().Index(),
            moment =>
                Assert.InRange(moment.Item, begin + TimeSpan.FromSeconds(moment.Index / (PerSecond * 1.05)), DateTimeOffset.MaxValue));

    private static async Task PublishAsync(TestProject project, int count)
    {
        var results = await project.Publisher.PublishEventsAsync(
            [.. Enumerable.Range(0, count).Select(_ => new PublishEventRequest("order.paid"))]);
        Assert.All(results, result => Assert.Null(result.Error));
    }

    private async Task WaitUntilDeliveredAsync(TestProject project, string destinationId)
    {
        var number = await NumberAsync(project, destinationId);
        await Eventually.BecomesTrueAsync(
            async () =>
                await database.CountAsync("delivery_queue where destination_no = $1", number) == 0,
                $"everything to {destinationId} is delivered");
    }

    private async Task<IReadOnlyList<T>> AttemptsAsync<T>(TestProject project, string destinationId, string column) =>
        await database.ColumnAsync<T>(
            $"select {column} from recorded_attempts where destination_no = $1 order by started_at",
            await NumberAsync(project, destinationId));

    private Task<long> NumberAsync(TestProject project, string destinationId) => database.ScalarAsync<long>(
        "select d.destination_no from destinations d join projects p using (project_no) join tenants t using (tenant_no) where t.id = $1 and d.id = $2",
        project.TenantId,
        destinationId);
}
