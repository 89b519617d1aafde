using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class SystemExamples
{
    public static object[] All { get; } =
    [
        new SystemStatusResponse
        {
            At = Examples.Then,
            Version = "1.0.0",
            Database = new()
            {
                Reachable = true,
                Version = "17.5",
                SizeBytes = 8_214_573_056,
                LatencyMs = 0.4,
                Connections = 24,
                MaxConnections = 100,
            },
            Cache = new(Configured: true, Reachable: true, LatencyMs: 0.3),
            Workers =
            [
                new()
                {
                    Id = "wrk_019e1a5c0f407b3c8d2a4e6f8091a2b3",
                    Name = "worker-7f9c:1",
                    StartedAt = Examples.Then.AddDays(-3),
                    HeartbeatAt = Examples.Then.AddSeconds(-2),
                    Alive = true,
                    Leased = 64,
                },
            ],
            Queue = Queue,
        },
    ];

    private static SystemQueue Queue => new()
    {
        States = new Dictionary<string, long>
        {
            [DeliveryState.Pending] = 118,
            [DeliveryState.Delivering] = 64,
            [DeliveryState.Retrying] = 7,
            [DeliveryState.Held] = 250,
            [DeliveryState.Cancelled] = 0,
        },
        DueNow = 118,
        Leased = 64,
        Scheduled = 7,
        Held = 250,
        Estimated = false,
        OldestDueAt = Examples.Then.AddSeconds(-3),
        WaitingDestinations = 12,
        AllDestinationsSeen = true,
        DestinationsInTrouble =
        [
            new()
            {
                TenantId = "tenant_123",
                ProjectId = "project-456",
                DestinationId = DestinationExamples.DestinationId,
                Name = "CRM sync",
                Trouble = DestinationTrouble.Disabled,
                Reason = "The receiver answered 410 Gone.",
                Waiting = 250,
                OldestDueAt = Examples.Then.AddHours(-2),
                DeliveredLately = 0,
                FailedLately = 1,
            },
        ],
    };
}
