using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

/// <summary>The verdict table of the delivery rules, from the publish to the log.</summary>
public sealed class VerdictTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task Any_2xx_is_delivered(int status)
    {
        var (delivery, requests) = await DeliverAsync(DeliveryState.Delivered, Answer.Status(status));

        Assert.Equal("delivered", Assert.Single(delivery.Attempts).Verdict);
        Assert.Equal(status, delivery.Attempts[0].StatusCode);
        Assert.Null(delivery.Reason);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        var (delivery, _) = await DeliverAsync(DeliveryState.Delivered, Answer.Status(status), Answer.Ok);

        Assert.Equal(["retry", "delivered"], delivery.Attempts.Select(attempt => attempt.Verdict));
        Assert.Equal(status, delivery.Attempts[0].StatusCode);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task What_will_not_pass_has_failed_after_one_attempt(int status)
    {
        var (delivery, requests) = await DeliverAsync(DeliveryState.Failed, Answer.Status(status));

        Assert.Equal("failed", Assert.Single(delivery.Attempts).Verdict);
        Assert.Contains($"HTTP {status}", delivery.Reason, StringComparison.Ordinal);
        Assert.Contains("not retried", delivery.Reason, StringComparison.Ordinal);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = FakeReceiver.Start();

        var (delivery, _) = await DeliverAsync(DeliveryState.Failed, Answer.Redirect(target.Url()));

        Assert.Equal(302, Assert.Single(delivery.Attempts).StatusCode);
        Assert.StartsWith($"HTTP 302: the answer redirects to {target.Url()},", delivery.Reason, StringComparison.Ordinal);
        Assert.Equal(0, target.ConnectionCount);
    }

    [Fact]
    public async Task The_last_attempt_of_the_policy_ends_it()
    {
        var (delivery, requests) = await DeliverAsync(DeliveryState.Failed, Answer.Status(500), Answer.Status(500), Answer.Status(500));

        Assert.Equal(["retry", "failed"], delivery.Attempts.Select(attempt => attempt.Verdict));
        Assert.Contains("all 2 attempts used up", delivery.Reason, StringComparison.Ordinal);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task The_standard_policy_makes_three_attempts_after_two_and_four_seconds()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(500);
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();

        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Failed);

        Assert.Equal(["retry", "retry", "failed"], delivery.Attempts.Select(attempt => attempt.Verdict));
        Assert.InRange(Waited(delivery, 0), TimeSpan.FromSeconds(2), TimeSpan.MaxValue);
        Assert.InRange(Waited(delivery, 1), TimeSpan.FromSeconds(4), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Retry_After_makes_the_retry_later()
    {
        var (delivery, _) = await DeliverAsync(DeliveryState.Delivered, Answer.Status(503, string.Empty, ("Retry-After", "3")), Answer.Ok);

        Assert.InRange(Waited(delivery, 0), TimeSpan.FromSeconds(2.9), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Retry_After_does_not_make_the_retry_sooner()
    {
        var (delivery, _) = await DeliverAsync(DeliveryState.Delivered, Answer.Status(503, string.Empty, ("Retry-After", "0")), Answer.Ok);

        Assert.InRange(Waited(delivery, 0), TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Retry_After_is_limited_to_a_day()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(429, string.Empty, ("Retry-After", "99999999"));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();

        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Retrying);

        var wait = delivery.NextAttemptAt!.Value - EndOf(Assert.Single(delivery.Attempts)); // A retrying delivery has one.
        Assert.InRange(wait, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
    }

    [Fact]
    public async Task A_410_fails_the_delivery_and_pauses_the_destination_with_the_reason()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(410));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();

        var gone = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Failed);
        var paused = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);
        var records = await project.Client.ListAuditRecordsAsync(
            project.TenantId, new AuditFilter { Action = "DisableWebhookDestination" });
        var next = await project.PublishAsync();
        var held = await project.WaitForDeliveryAsync(next.Id, destination.Id, DeliveryState.Held);
        var enabled = await project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest { Enabled = true });
        await project.WaitForDeliveryAsync(next.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal("gone", Assert.Single(gone.Attempts).Verdict);
        Assert.Contains("410", gone.Reason, StringComparison.Ordinal);
        Assert.False(paused.Enabled);
        Assert.Equal("The receiver answered 410 Gone.", paused.DisabledReason);
        Assert.Equal("The receiver answered 410 Gone.", held.Reason);
        Assert.Equal(("service", destination.Id), (Assert.Single(records.Data).Actor.Kind, Assert.Single(records.Data).Resource?.Id));
        Assert.Null(enabled.DisabledReason);
        Assert.Equal([published.Id, next.Id], receiver.Requests.Select(request => request.Header("webhook-id")));
    }

    [Fact]
    public async Task A_410_of_the_old_address_leaves_the_destination_that_was_moved_on()
    {
        await using var old = FakeReceiver.Start();
        await using var repaired = FakeReceiver.Start();
        old.Default = Answer.Status(410).After(TimeSpan.FromSeconds(5));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(old.Url(), request => request with { TimeoutSeconds = 60 });
        var published = await project.PublishAsync();
        await old.WaitForRequestsAsync(1);

        await project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest { Url = repaired.Url().AbsoluteUri });
        var gone = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Failed);
        var next = await project.PublishAsync();
        await project.WaitForDeliveryAsync(next.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal("gone", Assert.Single(gone.Attempts).Verdict);
        Assert.True((await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id)).Enabled);
        Assert.Equal([next.Id], repaired.Requests.Select(request => request.Header("webhook-id")));
    }

    [Fact]
    public async Task A_destination_that_sets_its_own_time_out_is_given_that_long()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Hang;
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url(), request => request with { TimeoutSeconds = 1 });
        var published = await project.PublishAsync();

        var first = (await project.WaitForAttemptsAsync(published.Id, destination.Id, 1)).Attempts[0];
        await project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest { TimeoutSeconds = 2 });
        var later = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Failed);

        Assert.Equal("timed out after 1 s", first.Error);
        Assert.Equal("timed out after 2 s", later.Attempts[^1].Error);
    }

    private static DateTimeOffset EndOf(AttemptResponse attempt) => attempt.StartedAt.AddMilliseconds(attempt.DurationMs);

    /// <summary>From the end of an attempt to the start of the next one, both rounded to milliseconds.</summary>
    private static TimeSpan Waited(DeliveryDetailResponse delivery, int attempt) =>
        delivery.Attempts[attempt + 1].StartedAt - EndOf(delivery.Attempts[attempt]) + TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Publishes one event to a receiver with a policy of one retry after a second. What it makes of a second event, delivered
    /// elsewhere afterwards, proves that nothing more came of the first.
    /// </summary>
    private async Task<(DeliveryDetailResponse Delivery, int Requests)> DeliverAsync(string state, params Answer[] answers)
    {
        await using var receiver = FakeReceiver.Start();
        await using var healthy = FakeReceiver.Start();
        receiver.Enqueue(answers);
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            receiver.Url(), request => request with { EventTypes = ["event.created"], RetryPolicy = RetryPolicySetting.Waits(1) });
        var published = await project.PublishAsync();
        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, state);
        var other = await project.CreateDestinationAsync(healthy.Url(), request => request with { EventTypes = ["feedback.created"] });
        var proof = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("feedback.created") { Data = TestProject.Json(new { }) });
        await project.WaitForDeliveryAsync(proof.Id, other.Id, DeliveryState.Delivered);
        return (delivery, receiver.RequestCount);
    }
}
