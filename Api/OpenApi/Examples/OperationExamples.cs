using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class OperationExamples
{
    private static readonly DateTimeOffset Since = Examples.Then.AddHours(-6);

    public static object[] All { get; } =
    [
        new ResendDeliveriesRequest
        {
            Filter = new DeliveryFilter { State = DeliveryState.Failed, DestinationId = DestinationExamples.DestinationId, From = Since },
        },
        new RecoverDestinationRequest(Since),
        new ReplayMissingRequest(Since, Examples.Then),
        new OperationResponse
        {
            Id = "op_019e1a5c0f407b3c8d2a4e6f8091a2b3",
            Kind = OperationKind.Recover,
            State = OperationState.Running,
            Parameters = new OperationParameters { DestinationId = DestinationExamples.DestinationId, Since = Since },
            Progress = new OperationProgress(12_480, 4_000, 2),
            Error = null,
            StartedBy = new AuditActor("user", "usr_abc123", "ada@example.com"),
            CreatedAt = Examples.Then,
            StartedAt = Examples.Then.AddMilliseconds(12),
            FinishedAt = null,
        },
    ];
}
