using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Idempotency;

/// <summary>Answers writes that are done in a transaction of their own, once per idempotency key.</summary>
internal sealed class IdempotentRequests(EventTransactionRunner transactions, WaitingQuota quota, WebhookMetrics metrics)
{
    /// <summary>Does the work and commits it, unless it is refused or was done before under this key.</summary>
    public async Task<Results<Ok<T>, Created<T>, ReplayedAnswer, Problem>> AnswerAsync<T>(
        ProjectScope project,
        IdempotencyKey? key,
        string? conversationId,
        Func<EventTransaction, Task<WriteAnswer<T>>> work,
        CancellationToken cancellationToken)
    {
        // The number of deliveries the work will make is not known before it is done.
        if (await quota.IsFullAsync(project.ProjectNo, cancellationToken))
        {
            metrics.CountRefused();
            return Problems.QueueFull(quota.Limit);
        }

        return await transactions.RunAsync(project, key, conversationId, work, cancellationToken) switch
        {
            TransactionOutcome<WriteAnswer<T>>.Done { Result.Problem: { } problem } => problem,
            TransactionOutcome<WriteAnswer<T>>.Done { Result: { Status: StatusCodes.Status201Created } made } =>
                TypedResults.Created(made.Location, made.Value),
            TransactionOutcome<WriteAnswer<T>>.Done { Result: var known } => TypedResults.Ok(known.Value),
            TransactionOutcome<WriteAnswer<T>>.Replayed replayed => new ReplayedAnswer(replayed.Answer),
            TransactionOutcome<WriteAnswer<T>>.KeyReused => Problems.Conflict(
                $"This {IdempotencyHeader.Name} was sent with another request within the last {IdempotencyKey.KeptFor.TotalHours} hours.",
                [new ProblemField(IdempotencyHeader.Pointer, "belongs to another request")]),
            _ => throw new UnreachableException(),
        };
    }
}
