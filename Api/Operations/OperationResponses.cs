using System.Text.Json;
using Webhooks.Client;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using OperationProgress = Webhooks.Client.OperationProgress;

namespace Webhooks.Api.Operations;

/// <summary>Operations as the API shows them.</summary>
internal static class OperationResponses
{
    public static OperationResponse Of(Operation operation) => new()
    {
        Id = PublicId.ForOperation(operation.Key),
        Kind = operation.Kind,
        State = operation.State,
        Parameters = JsonSerializer.Deserialize<OperationParameters>(operation.Parameters, WebhooksJson.Options) ?? new OperationParameters(),
        Progress = new OperationProgress(operation.Progress.Total, operation.Progress.Done, operation.Progress.Failed),
        Error = operation.Error,
        StartedBy = new AuditActor(operation.StartedBy.Kind, operation.StartedBy.Id, operation.StartedBy.Name),
        CreatedAt = operation.CreatedAt,
        StartedAt = operation.StartedAt,
        FinishedAt = operation.FinishedAt,
    };
}
