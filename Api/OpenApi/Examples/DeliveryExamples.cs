using Webhooks.Api.Events;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class DeliveryExamples
{
    public static DeliveryResponse Delivery { get; } = new()
    {
        Id = "dlv_019e1a5c0f407b3c8d2a4e6f8091a2b3_42",
        EventId = PayloadExamples.EventId,
        EventType = "event.created",
        DestinationId = DestinationExamples.DestinationId,
        AgentId = Examples.AgentId,
        State = DeliveryState.Retrying,
        Reason = "HTTP 503",
        AttemptCount = 1,
        StatusCode = 503,
        NextAttemptAt = Examples.Then.AddSeconds(2),
        CreatedAt = Examples.Then,
        FinishedAt = null,
    };

    public static object[] All { get; } =
    [
        Delivery,
        new DeliveryDetailResponse
        {
            Id = Delivery.Id,
            EventId = Delivery.EventId,
            EventType = Delivery.EventType,
            DestinationId = Delivery.DestinationId,
            AgentId = Delivery.AgentId,
            State = Delivery.State,
            Reason = Delivery.Reason,
            AttemptCount = Delivery.AttemptCount,
            StatusCode = Delivery.StatusCode,
            NextAttemptAt = Delivery.NextAttemptAt,
            CreatedAt = Delivery.CreatedAt,
            FinishedAt = Delivery.FinishedAt,
            Attempts =
            [
                new AttemptResponse
                {
                    Number = 1,
                    StartedAt = Examples.Then,
                    DurationMs = 48.2,
                    StatusCode = 503,
                    Verdict = "retry",
                    NextAttemptAt = Examples.Then.AddSeconds(2),
                    Timings = new AttemptTimings { DnsMs = 1.1, ConnectMs = 9.4, TlsMs = 14.8, FirstByteMs = 22.6, TotalMs = 48.2 },
                    ResponseBody = "try later",
                },
            ],
        },
    ];
}
