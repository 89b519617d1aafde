using Npgsql;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

public sealed class PauseTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly UpdateWebhookDestinationRequest Pause = new() { Enabled = false };
    private static readonly UpdateWebhookDestinationRequest Resume = new() { Enabled = true };

    [Fact]
    public async Task A_paused_destinations_deliveries_are_held_and_go_out_when_it_is_resumed()
    {
        await using var receiver = FakeReceiver.Start();
        await using var other = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "paused" });
        await project.CreateDestinationAsync(other.Url(), request => request with { Id = "active" });
        await project.UpdateDestinationAsync("paused", Pause);

        var published = await project.PublishAsync();
        await project.WaitForDeliveryAsync(published.Id, "active", DeliveryState.Delivered);
        var held = await project.FindDeliveryAsync(published.Id, "paused");

        Assert.Equal((DeliveryState.Held, "The destination is paused.", null), (held?.State, held?.Reason, held?.NextAttemptAt));
        Assert.Equal(0, receiver.RequestCount);

        await project.UpdateDestinationAsync("paused", Resume);

        Assert.Equal(1, (await project.WaitForDeliveryAsync(published.Id, "paused", DeliveryState.Delivered)).AttemptCount);
        Assert.Equal(1, receiver.RequestCount);
    }

    [Fact]
    public async Task A_destination_created_paused_holds_from_the_first_event()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url(), request => request with { Enabled = false });

        var published = await project.PublishAsync();

        Assert.Equal(DeliveryState.Held, (await project.FindDeliveryAsync(published.Id, destination.Id))?.State);
        await project.UpdateDestinationAsync(destination.Id, Resume);
        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
    }

    [Fact]
    public async Task What_is_held_can_be_discarded_when_the_destination_is_resumed()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url(), request => request with { Enabled = false });
        var discarded = await project.PublishAsync();

        var resumed = await project.Client.UpdateWebhookDestinationAsync(
            project.TenantId, project.ProjectId, destination.Id, Resume, discardHeld: true);
        var next = await project.PublishAsync();

        Assert.True(resumed.Enabled);
        await project.WaitForDeliveryAsync(next.Id, destination.Id, DeliveryState.Delivered);
        Assert.Equal(DeliveryState.Cancelled, (await project.FindDeliveryAsync(discarded.Id, destination.Id))?.State);
        Assert.Equal(next.Id, Assert.Single(receiver.Requests).Header("webhook-id"));
    }

    [Fact]
    public async Task Of_two_changes_at_once_the_one_that_comes_too_late_to_enable_it_discards_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com"), request => request with { Enabled = false });
        await project.PublishAsync();
        await project.PublishAsync();
        Task<WebhookDestinationResponse> enabling, discarding;
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var holding = await connection.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand(
                "select from destinations where id = $1 for update", connection)
            { Parameters = { new() { Value = destination.Id } } };
            await hold.ExecuteNonQueryAsync();
            enabling = project.UpdateDestinationAsync(destination.Id, Resume);
            await UntilWaitingAsync(1);
            discarding = project.Client.UpdateWebhookDestinationAsync(
                project.TenantId, project.ProjectId, destination.Id, Resume, discardHeld: true);
            await UntilWaitingAsync(2);
        }

        Assert.All(await Task.WhenAll(enabling, discarding), answer => Assert.True(answer.Enabled));

        Assert.Equal(2, await database.CountAsync("delivery_queue"));
        Assert.Equal(0, await database.CountAsync("deliveries"));

        Task UntilWaitingAsync(int changes) => Eventually.BecomesTrueAsync(
            async () =>
                await database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == changes,
            $"{changes} changes wait for the row");
    }

    [Fact]
    public async Task Pausing_stops_what_was_claimed_ahead_and_retries()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(503);
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            receiver.Url(), request => request with { RetryPolicy = RetryPolicySetting.Waits(1, 1, 1) });
        var published = await project.PublishAsync();
        await project.WaitForAttemptsAsync(published.Id, destination.Id, 1);

        await project.UpdateDestinationAsync(destination.Id, Pause);
        var held = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Held);
        receiver.Default = Answer.Ok;
        await project.UpdateDestinationAsync(destination.Id, Resume);

        var delivered = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        Assert.Equal(held.AttemptCount + 1, delivered.AttemptCount);
    }

    [Fact]
    public async Task A_new_URL_and_new_headers_apply_to_what_is_waiting()
    {
        await using var before = FakeReceiver.Start();
        await using var after = FakeReceiver.Start();
        before.Default = Answer.Status(500);
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            before.Url(), request => request with { RetryPolicy = RetryPolicySetting.Waits(2) });
        var published = await project.PublishAsync();
        await project.WaitForAttemptsAsync(published.Id, destination.Id, 1);

        await project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest
        {
            Url = after.Url("/new").AbsoluteUri,
            Headers = new Dictionary<string, string> { ["X-New"] = "yes" },
        });

        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        Assert.Equal(1, before.RequestCount);
        var request = Assert.Single(after.Requests);
        Assert.Equal(("/new", "yes"), (request.Path, request.Header("X-New")));
    }

    [Fact]
    public async Task A_new_URL_applies_to_what_a_worker_has_claimed_ahead()
    {
        await using var before = FakeReceiver.Start();
        await using var after = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(before.Url());
        // Proves itself, so that the worker claims ahead; then hangs, so that what was claimed waits.
        await project.Publisher.PublishEventsAsync([.. Enumerable.Range(0, 20).Select(_ => new PublishEventRequest("warm"))]);
        await before.WaitForRequestsAsync(20);
        before.Default = Answer.Hang;
        var results = await project.Publisher.PublishEventsAsync(
            [.. Enumerable.Range(0, 300).Select(_ => new PublishEventRequest("wait"))]);
        await before.WaitForRequestsAsync(21);

        await project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest { Url = after.Url().AbsoluteUri });

        foreach (var result in results)
        {
            // Without an error there is an event.
            await project.WaitForDeliveryAsync(result.Data!.Id, destination.Id, DeliveryState.Delivered);
        }

        Assert.True(before.RequestCount < 200, $"{before.RequestCount} requests went to the old URL.");
    }

    [Fact]
    public async Task Deleting_cancels_what_is_waiting()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(503);
        await using var other = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(
            receiver.Url(), request => request with { Id = "deleted", RetryPolicy = RetryPolicySetting.Waits(1) });
        await project.CreateDestinationAsync(other.Url(), request => request with { Id = "other" });
        var published = await project.PublishAsync();
        await project.WaitForAttemptsAsync(published.Id, "deleted", 1);

        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, "deleted");
        var cancelled = await project.WaitForDeliveryAsync(published.Id, "deleted", DeliveryState.Cancelled);
        var next = await project.PublishAsync();
        await project.WaitForDeliveryAsync(next.Id, "other", DeliveryState.Delivered);

        Assert.Equal("The destination was deleted.", cancelled.Reason);
        Assert.Null(await project.FindDeliveryAsync(next.Id, "deleted"));
    }
}
