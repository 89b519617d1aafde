using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class StatsExamples
{
    private static readonly StatsPoint Point = new()
    {
        At = Examples.Then,
        Delivered = 118,
        Retry = 3,
        Failed = 1,
        Gone = 0,
        P50Ms = 41.5,
        P95Ms = 139.6,
        P99Ms = 332,
    };

    private static readonly Dictionary<string, long> States = new()
    {
        [DeliveryState.Pending] = 2,
        [DeliveryState.Delivering] = 1,
        [DeliveryState.Delivered] = 12_480,
        [DeliveryState.Retrying] = 3,
        [DeliveryState.Held] = 0,
        [DeliveryState.Failed] = 14,
        [DeliveryState.Cancelled] = 0,
        [DeliveryState.Expired] = 0,
    };

    public static object[] All { get; } =
    [
        new StatsResponse(Examples.Then, Examples.Then.AddMinutes(1), StatsStep.Minute, Point, [Point]),
        new QueueResponse(
            5,
            false,
            Examples.Then,
            [new QueuedDestination(DestinationExamples.DestinationId, 5, false, false, Examples.Then)],
            10_000_000),
        new LedgerResponse(Examples.Then.AddDays(-1), Examples.Then, 6_250, 20, 12_500, States, 12_500, true, false),
    ];
}
