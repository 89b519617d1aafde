using System.Net;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

public sealed class RepairTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task A_delivered_delivery_is_sent_again_with_the_same_id()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Delivered);

        using var response = await project.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/resend", null);
        var again = await project.WaitForAttemptsAsync(delivery.EventId, delivery.DestinationId, 2);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal((DeliveryState.Delivered, 2), (again.State, again.AttemptCount));
        Assert.Equal([delivery.EventId, delivery.EventId], receiver.Requests.Select(request => request.Header("webhook-id")));
        Assert.Equal(receiver.Requests[0].Body, receiver.Requests[1].Body);
    }

    [Fact]
    public async Task A_failed_delivery_gets_a_whole_new_round_of_attempts()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(500);
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Failed);

        await project.Client.ResendDeliveryAsync(project.TenantId, project.ProjectId, delivery.Id);
        var again = await project.WaitForAttemptsAsync(delivery.EventId, delivery.DestinationId, 4);

        Assert.Equal(DeliveryState.Failed, again.State);
        Assert.Equal(["retry", "failed", "retry", "failed"], again.Attempts.Select(attempt => attempt.Verdict));
        Assert.Equal([1, 2, 3, 4], again.Attempts.Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task A_delivery_that_waits_for_its_retry_goes_out_at_once_when_it_is_resent()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503, string.Empty, ("Retry-After", "3600")));
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Retrying);

        await project.Client.ResendDeliveryAsync(project.TenantId, project.ProjectId, delivery.Id);

        await project.WaitForDeliveryAsync(delivery.EventId, delivery.DestinationId, DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_held_delivery_stays_held_when_it_is_resent()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Held, request => request with { Enabled = false });

        var resent = await project.Client.ResendDeliveryAsync(project.TenantId, project.ProjectId, delivery.Id);

        Assert.Equal(DeliveryState.Held, resent.State);
        await project.UpdateDestinationAsync(delivery.DestinationId, new UpdateWebhookDestinationRequest { Enabled = true });
        await project.WaitForDeliveryAsync(delivery.EventId, delivery.DestinationId, DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_waiting_delivery_is_cancelled_and_can_be_sent_again()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503, string.Empty, ("Retry-After", "3600")));
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Retrying);

        var cancelled = await project.Client.CancelDeliveryAsync(project.TenantId, project.ProjectId, delivery.Id);

        Assert.Equal((DeliveryState.Cancelled, "Cancelled by hand."), (cancelled.State, cancelled.Reason));
        Assert.NotNull(cancelled.FinishedAt);
        Assert.Equal(1, cancelled.AttemptCount);
        await project.Client.ResendDeliveryAsync(project.TenantId, project.ProjectId, delivery.Id);
        await project.WaitForDeliveryAsync(delivery.EventId, delivery.DestinationId, DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_finished_delivery_cannot_be_cancelled()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Delivered);

        using var response = await project.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/cancel", null);

        await response.ReadProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(DeliveryState.Delivered, (await project.FindDeliveryAsync(delivery.EventId, delivery.DestinationId))?.State);
    }

    [Fact]
    public async Task A_delivery_under_way_cannot_be_cancelled_or_resent()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Hang);
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Delivering);

        using var cancelled = await project.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/cancel", null);
        using var resent = await project.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/resend", null);

        await cancelled.ReadProblemAsync(HttpStatusCode.Conflict);
        await resent.ReadProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_deleted_destinations_delivery_cannot_be_resent()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Delivered);
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, delivery.DestinationId);

        using var response = await project.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/resend", null);

        await response.ReadProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(DeliveryState.Delivered, (await project.FindDeliveryAsync(delivery.EventId, delivery.DestinationId))?.State);
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("cancel")]
    public async Task A_delivery_of_another_tenant_is_not_found(string action)
    {
        await using var receiver = FakeReceiver.Start();
        var (project, delivery) = await DeliverAsync(receiver, DeliveryState.Delivered);
        var stranger = await application.CreateProjectAsync();

        using var foreign = await stranger.Http.PostAsync($"{project.Path}/deliveries/{delivery.Id}/{action}", null);
        using var smuggled = await stranger.Http.PostAsync($"{stranger.Path}/deliveries/{delivery.Id}/{action}", null);

        await foreign.ReadProblemAsync(HttpStatusCode.NotFound);
        await smuggled.ReadProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(1, receiver.RequestCount);
    }

    private async Task<(TestProject Project, DeliveryDetailResponse Delivery)> DeliverAsync(
        FakeReceiver receiver, string state, Func<CreateWebhookDestinationRequest, CreateWebhookDestinationRequest>? with = null)
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            receiver.Url(), request => (with ?? (same => same))(request with { RetryPolicy = RetryPolicySetting.Waits(1) }));
        var published = await project.PublishAsync();
        return (project, await project.WaitForDeliveryAsync(published.Id, destination.Id, state));
    }
}
