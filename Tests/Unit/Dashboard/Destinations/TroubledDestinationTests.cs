using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Overview;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

public sealed class TroubledDestinationTests
{
    [Fact]
    public void A_destination_in_trouble_is_named_once_and_by_the_worst_of_it()
    {
        var until = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        var troubled = TroubledDestination.Of(
            [Paused("a", "It answered 410."), Paused("b", null), Paused("c", null)],
            [.. "abcd".Select(id => SampleDestination.Of($"{id}")), SampleDestination.Of("e") with { OpenUntil = until }],
            [Delivery("a", "HTTP 410"), Delivery("b", "HTTP 404"), Delivery("b", "older"), Delivery("deleted", "HTTP 500"), Delivery("e",
                "HTTP 503")],
            [Delivery("d", "HTTP 503"), Delivery("b", "HTTP 503")]);

        Assert.Equal(
            [
                ("a", "Disabled", "It answered 410."),
                ("e", "Circuit open", "Sending paused."),
                ("b", "Failing", "HTTP 404"),
                ("d", "Retrying", "HTTP 503"),
                ("c", "Paused", "Paused by a user; deliveries are held."),
            ],
            troubled.Select(one => (one.Id, one.Title, one.Reason!)));
        Assert.Equal(until, Assert.Single(troubled, one => one.OpenUntil is not null).OpenUntil);
    }

    private static DeliveryResponse Delivery(string destinationId, string reason) => new()
    {
        Id = "dlv_1",
        EventId = "evt_1",
        EventType = "event.created",
        DestinationId = destinationId,
        AgentId = null,
        State = DeliveryState.Failed,
        Reason = reason,
        AttemptCount = 1,
        NextAttemptAt = null,
        CreatedAt = default,
        FinishedAt = null,
    };

    private static WebhookDestinationResponse Paused(string id, string? disabledReason) =>
        SampleDestination.Of(id) with { Enabled = false, DisabledReason = disabledReason };
}
