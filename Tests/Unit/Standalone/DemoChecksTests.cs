using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Standalone.Demo;

namespace Webhooks.Tests.Unit.Standalone;

/// <summary>What makes the demo fail.</summary>
public sealed class DemoChecksTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DemoDestination Healthy = new("healthy", ReceiverBehaviour.Accepts, [EventTypes.EventCreated], "");

    private static readonly DemoDestination Flaky = new("flaky", ReceiverBehaviour.FailsTwice, [EventTypes.EventCreated], "");

    private static readonly DemoEvent Published = new(1, EventTypes.EventCreated, DemoPlan.Support, new PublishEventRequest("custom"));

    [Fact]
    public void Delivery_that_went_as_planned_is_no_difference() =>
        Assert.Empty(Find(Healthy, Delivery(Healthy, DeliveryState.Delivered, (0, 200)), Request(Healthy)));

    [Fact]
    public void Retries_after_the_planned_waits_are_no_difference() => Assert.Empty(Find(
        Flaky, Delivery(Flaky, DeliveryState.Delivered, (0, 503), (2.1, 503), (6.2, 200)), Request(Flaky), Request(Flaky), Request(Flaky)));

    [Fact]
    public void Retry_before_its_wait_is_over_is_told()
    {
        var delivery = Delivery(Flaky, DeliveryState.Delivered, (0, 503), (2.1, 503), (5.9, 200));

        var difference = Assert.Single(Find(Flaky, delivery, Request(Flaky), Request(Flaky), Request(Flaky)));

        Assert.Equal("flaky, event.created #1: attempt 3 came 3.800 s after the one before, not at least 4 s", difference);
    }

    [Fact]
    public void Wrong_signature_is_told()
    {
        var request = Request(Healthy) with { Signature = SignatureOutcome.SignatureMismatch };

        var difference = Assert.Single(Find(Healthy, Delivery(Healthy, DeliveryState.Delivered, (0, 200)), request));

        Assert.Contains("signature is wrong: SignatureMismatch", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhook_id_that_changed_between_attempts_is_told()
    {
        var delivery = Delivery(Flaky, DeliveryState.Delivered, (0, 503), (2.1, 503), (6.2, 200));

        var difference =
            Assert.Single(Find(Flaky, delivery, Request(Flaky), Request(Flaky), Request(Flaky) with { WebhookId = "evt_other" }));

        Assert.Equal("flaky got the webhook-id evt_other with the event evt_1", difference);
    }

    [Fact]
    public void Request_nobody_recorded_is_told()
    {
        var difference = Assert.Single(
            Find(Healthy, Delivery(Healthy, DeliveryState.Delivered, (0, 200)), Request(Healthy), Request(Healthy)));

        Assert.Contains("the receiver got 2 requests", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_state_and_missing_attempts_are_told() =>
        Assert.Equal(2, Find(Flaky, Delivery(Flaky, DeliveryState.Failed, (0, 503)), Request(Flaky)).Count);

    [Fact]
    public void Missing_delivery_is_told() =>
        Assert.Equal("healthy, event.created #1: was not delivered there at all", Assert.Single(Find(Healthy, null)));

    [Fact]
    public void Delivery_to_a_destination_of_another_agent_is_told()
    {
        var other = Healthy with { AgentId = DemoPlan.Sales };

        var difference = Assert.Single(Find(other, Delivery(other, DeliveryState.Delivered, (0, 200)), Request(other)));

        Assert.Contains("although it is not meant for it", difference, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Find(
        DemoDestination destination, DeliveryDetailResponse? delivery, params ReceivedWebhook[] received) =>
        DemoChecks.FindDifferences(
            [destination], new Dictionary<string, DemoEvent> { ["evt_1"] = Published }, delivery is null ? [] : [delivery], received);

    private static ReceivedWebhook Request(DemoDestination destination) => new(destination.Id, "evt_1", "evt_1", SignatureOutcome.Valid);

    private static DeliveryDetailResponse Delivery(DemoDestination destination, string state, params (double At, int Status)[] attempts) =>
        new()
        {
            Id = "dlv_1",
            EventId = "evt_1",
            EventType = EventTypes.EventCreated,
            DestinationId = destination.Id,
            AgentId = DemoPlan.Support,
            State = state,
            Reason = null,
            AttemptCount = attempts.Length,
            NextAttemptAt = null,
            CreatedAt = Start,
            FinishedAt = Start,
            Attempts = [.. attempts.Select(static (attempt, index) => new AttemptResponse
        {
            Number = index + 1,
            StartedAt = Start + TimeSpan.FromSeconds(attempt.At),
            DurationMs = 0,
            StatusCode = attempt.Status,
            Verdict = "any",
            Timings = new AttemptTimings { TotalMs = 0 },
        })],
        };
}
