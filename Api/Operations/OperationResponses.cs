using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;

namespace Webhooks.Api.Operations;

/// <summary>Operations as the API shows them.</summary>
internal static class OperationResponses
{
    public static OperationResponse Of(Operation operation) => new()
    {
        Id = PublicId.ForOperation(operation.Key),
        Kind = operation.Kind,
        State = operation.State,
        Parameters =
            JsonSerializer.Deserialize<OperationParameters>(operation.Parameters, WebhooksJson.Options) ?? new OperationParameters(),
        Progress = operation.Progress,
        Error = operation.Error,
        StartedBy = new AuditActor(operation.StartedBy.Kind, operation.StartedBy.Id, operation.StartedBy.Name),
        CreatedAt = operation.CreatedAt,
        StartedAt = operation.StartedAt,
        FinishedAt = operation.FinishedAt,
    };
}
