using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;

namespace Webhooks.Core.Operations;

/// <summary>One-off work on many deliveries of a project, done in the background.</summary>
/// <param name="Key">Version-7 UUID.</param>
/// <param name="Kind">One of <see cref="OperationKind"/>.</param>
/// <param name="State">One of <see cref="OperationState"/>.</param>
/// <param name="Parameters">The request, as JSON.</param>
/// <param name="StartedBy">The caller that requested it.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Error">Why it failed, or why its last turn did; null = it did not.</param>
/// <param name="CreatedAt">When it was requested.</param>
/// <param name="StartedAt">When it had its first turn; null = it had none.</param>
/// <param name="FinishedAt">When it succeeded, failed or was cancelled; null = it is open.</param>
public sealed record Operation(
    Guid Key, string Kind, string State, string Parameters, Actor StartedBy, OperationProgress Progress, string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <summary>A request for an operation.</summary>
/// <param name="Kind">One of <see cref="OperationKind"/>.</param>
/// <param name="Parameters">The request, as JSON for people.</param>
/// <param name="Selection">The selection that the work uses.</param>
/// <param name="StartedBy">The caller.</param>
public sealed record NewOperation(string Kind, string Parameters, OperationSelection Selection, Actor StartedBy);

/// <summary>An operation as the transaction of its turn sees it, with its row locked.</summary>
/// <param name="ProjectNo">The project.</param>
/// <param name="TenantNo">Its tenant.</param>
/// <param name="Key">The operation.</param>
/// <param name="Kind">One of <see cref="OperationKind"/>.</param>
/// <param name="Selection">The deliveries or events it works on.</param>
/// <param name="Place">Where it continues; null = at the beginning.</param>
/// <param name="Counted">Deliveries counted so far.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record OpenOperation(
    long ProjectNo, long TenantNo, Guid Key, string Kind, OperationSelection Selection, Keyset? Place, int Counted,
    OperationProgress Progress);
