using System.Globalization;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Core.Sending;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// Compares what happened with <see cref="DemoPlan"/>. Pure; each difference is a sentence for the person at the terminal.
/// </summary>
internal static class DemoChecks
{
    /// <summary>The API's timestamps are cut to milliseconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(5);

    public static IReadOnlyList<string> FindDifferences(
        IReadOnlyList<DemoDestination> destinations,
        IReadOnlyDictionary<string, DemoEvent> published,
        IReadOnlyCollection<DeliveryDetailResponse> deliveries,
        IReadOnlyCollection<ReceivedWebhook> received)
    {
        var requests = received.ToLookup(static request => (request.DestinationId, request.EventId));
        var found = deliveries.ToDictionary(static delivery => (delivery.DestinationId, delivery.EventId));
        List<string> differences = [.. received.Select(RequestDifference).OfType<string>()];
        foreach (var destination in destinations)
        {
            foreach (var (eventId, demoEvent) in published)
            {
                var pair = (destination.Id, eventId);
                var delivery = found.GetValueOrDefault(pair);
                differences.AddRange(PairDifferences(destination, demoEvent, delivery, requests[pair].Count())
                    .Select(difference => $"{destination.Id}, {demoEvent.Label}: {difference}"));
            }
        }

        return differences;
    }

    private static string? RequestDifference(ReceivedWebhook request)
    {
        if (request.Signature is not SignatureOutcome.Valid)
        {
            return $"{request.DestinationId} got a request whose signature is wrong: {request.Signature}";
        }

        return request.WebhookId == request.EventId
            ? null
            : $"{request.DestinationId} got the webhook-id {request.WebhookId} with the event {request.EventId}";
    }

    private static IEnumerable<string> PairDifferences(
        DemoDestination destination, DemoEvent demoEvent, DeliveryDetailResponse? delivery, int requests)
    {
        if (delivery is null || !destination.Gets(demoEvent))
        {
            return delivery is null == !destination.Gets(demoEvent)
                ? []
                : [delivery is null ? "was not delivered there at all" : "was delivered there although it is not meant for it"];
        }

        List<string> differences = [];
        if (delivery.State != destination.ExpectedState)
        {
            differences.Add($"is {delivery.State} ({delivery.Reason ?? "no reason given"}), not {destination.ExpectedState}");
        }

        var results = delivery.Attempts.Select(LifeLines.ResultOf).ToList();
        if (!results.SequenceEqual(destination.ExpectedResults))
        {
            differences.Add($"the attempts had {string.Join(", ", results)}, not {string.Join(", ", destination.ExpectedResults)}");
        }

        if (requests != delivery.Attempts.Count)
        {
            differences.Add(
                $"the receiver got {requests} requests with its webhook-id, not one for each of {delivery.Attempts.Count} attempts");
        }

        return differences.Concat(WaitDifferences(delivery.Attempts));
    }

    private static IEnumerable<string> WaitDifferences(IReadOnlyList<AttemptResponse> attempts)
    {
        foreach (var (before, after, expected) in attempts.Zip(attempts.Skip(1), RetryWaits.Standard.Waits))
        {
            var waited = after.StartedAt - before.StartedAt - TimeSpan.FromMilliseconds(before.DurationMs);
            if (waited < expected - Rounding)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"attempt {after.Number} came {waited.TotalSeconds:F3} s after the one before, not at least {expected.TotalSeconds:F0} s");
            }
        }
    }
}
