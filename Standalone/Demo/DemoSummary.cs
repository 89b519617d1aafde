using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>The table at the end.</summary>
internal static class DemoSummary
{
    public static string Of(LifeLines lines, IReadOnlyCollection<ReceivedWebhook> received)
    {
        var rows = DemoPlan.Destinations.Select(destination =>
        {
            var own = lines.Deliveries.Where(delivery => delivery.DestinationId == destination.Id).ToList();
            return $"{destination.Id,-13}{Count(own, DeliveryState.Delivered),9}{Count(own, DeliveryState.Failed),9}"
                + $"{own.Count(lines.WasHeld),15}{own.Sum(static delivery => delivery.AttemptCount),10}";
        });
        var verified = received.Count(static request => request.Signature is SignatureOutcome.Valid);
        return $"""

            {"destination",-13}{"delivered",9}{"failed",9}{"held at first",15}{"attempts",10}
            {string.Join('\n', rows)}

            {verified} signatures verified, {received.Count - verified} refused.
            """;
    }

    private static int Count(List<DeliveryDetailResponse> deliveries, string state) =>
        deliveries.Count(delivery => delivery.State == state);
}
