using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Health;

public sealed class DestinationHealthTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Failures = 12;

    [Fact]
    public async Task A_receiver_that_is_down_is_left_alone_until_a_delivery_that_is_tried_gets_through()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(503);
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            receiver.Url(), request => request with { RetryPolicy = RetryPolicySetting.Waits(86_400) });
        Assert.Equal("healthy", (await HealthAsync(project, destination.Id)).State);
        var events = new List<string>();

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                events.Add((await project.PublishAsync()).Id);
                return (await HealthAsync(project, destination.Id)).State == "open";
            },
            "the breaker is open");
        var open = await HealthAsync(project, destination.Id);
        Assert.NotNull(open.OpenUntil);
        Assert.True(open.FailedLately >= 10 && open.ConsecutiveFailures >= 10);
        await Eventually.BecomesTrueAsync(
            async () => await database.CountAsync("delivery_queue where lease_id is not null") == 0, "nothing is on its way");
        var sent = receiver.Requests.Count;
        events.Add((await project.PublishAsync()).Id);

        // Its time is over and the receiver still down: one delivery is tried, and it is open for longer.
        await LetTimePassAsync(destination.Id);
        await Eventually.BecomesTrueAsync(
            async () =>
                await database.ScalarAsync<int>("select opened_times from destinations where id = $1", destination.Id) == 2,
                "it is open for longer");
        Assert.Equal(sent + 1, receiver.Requests.Count);
        receiver.Default = Answer.Status(200);
        events.Add((await project.PublishAsync()).Id);

        await LetTimePassAsync(destination.Id);
        await project.WaitForDeliveryAsync(events[^1], destination.Id, DeliveryState.Delivered);
        await Eventually.BecomesTrueAsync(
            async () => (await HealthAsync(project, destination.Id)).OpenUntil is null, "the breaker is closed");
        foreach (var id in events)
        {
            Assert.Equal(1, (await project.WaitForAttemptsAsync(id, destination.Id, 1)).AttemptCount);
        }
    }

    [Fact]
    public async Task A_test_that_is_taken_closes_the_breaker_and_one_that_is_not_leaves_it_open()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        await database.ExecuteAsync(
            "update destinations set open_until = now() + interval '1 hour', opened_at = now(), opened_times = 8 where id = $1",
            destination.Id);
        var waiting = await project.PublishAsync();

        receiver.Default = Answer.Status(503);
        var failed = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);
        var still = await HealthAsync(project, destination.Id);
        receiver.Default = Answer.Ok;
        var taken = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);

        Assert.Equal((false, true), (failed.Success, taken.Success));
        Assert.Equal("open", still.State);
        await project.WaitForDeliveryAsync(waiting.Id, destination.Id, DeliveryState.Delivered);
        Assert.Null((await HealthAsync(project, destination.Id)).OpenUntil);
    }

    [Fact]
    public async Task A_receiver_that_refuses_events_is_there_and_gets_all_of_them()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(400);
        await using var app = await ApiApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        for (var number = 0; number < 2 * Failures; number++)
        {
            await project.PublishAsync();
        }

        await receiver.WaitForRequestsAsync(2 * Failures);
        var last = await project.PublishAsync();
        await project.WaitForDeliveryAsync(last.Id, destination.Id, DeliveryState.Failed);

        var health = await HealthAsync(project, destination.Id);
        Assert.Equal(("failing", null), (health.State, health.OpenUntil));
    }

    [Fact]
    public async Task What_a_slow_receiver_has_not_answered_yet_is_in_flight_and_how_much_may_be_is_told_by_the_workers()
    {
        await using var app = await ApiApplication.StartAsync(database);
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Hang;
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        Assert.Equal((0, null), CountsOf(await HealthAsync(project, destination.Id)));
        await project.PublishAsync();
        await project.PublishAsync();

        await Eventually.BecomesTrueAsync(
            async () => CountsOf(await HealthAsync(project, destination.Id)) == (2, 2), "two are in flight of two that may be");

        static (int InFlight, int? Concurrency) CountsOf(DestinationHealthResponse health) => (health.InFlight, health.Concurrency);
    }

    [Fact]
    public async Task Enabling_it_or_changing_its_URL_begins_anew_and_why_it_was_disabled_is_shown_until_then()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/a"));
        await database.ExecuteAsync(
            "update destinations set open_until = now() + interval '5 minutes', failing_since = now(), warned_at = now() where id = $1",
            destination.Id);
        var open = await HealthAsync(project, destination.Id);
        Assert.Equal(("open", open.OpenUntil), (open.State, await ListedUntilAsync()));

        await UpdateAsync(new() { Url = "https://example.com/b" });
        Assert.Equal("healthy", (await HealthAsync(project, destination.Id)).State);
        Assert.Null(await ListedUntilAsync());

        await database.ExecuteAsync(
            "update destinations set enabled = false, paused_at = now(), disabled_reason = 'Nothing was delivered.', open_until = now() where id = $1", destination.Id);
        Assert.Null(await ListedUntilAsync());
        var disabled = await HealthAsync(project, destination.Id);
        Assert.Equal(("disabled", "Nothing was delivered.", true), (disabled.State, disabled.Reason, disabled.Since is not null));
        await UpdateAsync(new() { Enabled = true });
        var enabled = await HealthAsync(project, destination.Id);
        Assert.Equal(("healthy", null, null), (enabled.State, enabled.Reason, enabled.OpenUntil));

        async Task<DateTimeOffset?> ListedUntilAsync() =>
            Assert.Single((await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data).OpenUntil;

        Task UpdateAsync(UpdateWebhookDestinationRequest change) =>
            project.Client.UpdateWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id, change);
    }

    private static Task<DestinationHealthResponse> HealthAsync(TestProject project, string destinationId) =>
        project.Client.GetDestinationHealthAsync(project.TenantId, project.ProjectId, destinationId);

    private Task<int> LetTimePassAsync(string destinationId) =>
        database.ExecuteAsync("update destinations set open_until = now() where id = $1", destinationId);
}
