using System.Diagnostics;
using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Starts agents for the users who may act in the project now, once per idempotency key.</summary>
internal sealed class InvocationStarts(EventTransactionRunner transactions, RunAsUsers users, WaitingQuota quota, WebhookMetrics metrics)
{
    public async Task<StartResult> StartAsync(
        ProjectScope project, InvocationStart start, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (await quota.IsFullAsync(project.ProjectNo, cancellationToken))
        {
            metrics.CountRefused();
            return new StartResult { Problem = Problems.QueueFull(quota.Limit) };
        }

        var able = await users.FindAbleAsync(project, [.. start.RunAsUserIds], cancellationToken);
        if (able.Count == 0 && start.RunAsUserIds.Count > 0)
        {
            return new StartResult
            {
                Problem = Problems.Unprocessable([new ProblemField("/runAsUserIds", "names no user who may act in this project any more")]),
            };
        }

        var invocation = new NewInvocation
        {
            TriggerNo = start.Trigger.TriggerNo,
            TriggerId = start.Trigger.Id,
            AgentId = start.AgentId,
            Payload = start.Payload,
            Message = start.Message,
            RunAsUserIds = able,
            DispatchDelay = TimeSpan.FromMilliseconds(start.Trigger.DispatchDelayMs),
            RerunOf = start.RerunOf,
            Hops = start.Hops,
            Trace = TraceContext.Current,
        };
        return await transactions.RunAsync(
            project,
            key,
            null,
            async transaction => new Stored(await InvocationWriter.StartAsync(transaction, invocation, cancellationToken)),
            cancellationToken) switch
        {
            TransactionOutcome<Stored>.Done { Result.Invocations: { } started } => new StartResult { Started = started },
            TransactionOutcome<Stored>.Done => new StartResult { Problem = Problems.NotFound("The agent was deleted.") },
            TransactionOutcome<Stored>.Replayed replayed => new StartResult { Replayed = new ReplayedAnswer(replayed.Answer) },
            TransactionOutcome<Stored>.KeyReused =>
                new StartResult { Problem = Problems.Conflict($"This {IdempotencyHeader.Name} was sent with another request.") },
            _ => throw new UnreachableException(),
        };
    }

    private sealed record Stored(IReadOnlyList<Invocation>? Invocations) : ITransactionResult
    {
        public bool IsRefusal => Invocations is null;

        public KeptAnswer ToAnswer() => new(
            StatusCodes.Status202Accepted, null,
            JsonSerializer.SerializeToUtf8Bytes(TriggerResponses.Of(Invocations ?? []), WebhooksJson.Options));
    }
}

/// <summary>An invocation to start.</summary>
/// <param name="Trigger">The trigger it comes by.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Message">The first message, which <see cref="TriggerMessage.FaultOf"/> finds no fault with.</param>
/// <param name="Payload">JSON; null = it is started with a message only.</param>
/// <param name="RunAsUserIds">The users the agent acts for, as far as they may act in the project.</param>
internal sealed record InvocationStart(Trigger Trigger, string AgentId, string Message, string? Payload, IReadOnlyList<string> RunAsUserIds)
{
    /// <inheritdoc cref="NewInvocation.RerunOf"/>
    public Guid? RerunOf { get; init; }

    /// <inheritdoc cref="NewInvocation.Hops"/>
    public int Hops { get; init; }
}

/// <summary>The outcome of a start: exactly one of the three.</summary>
internal sealed record StartResult
{
    public IReadOnlyList<Invocation>? Started { get; init; }

    public ReplayedAnswer? Replayed { get; init; }

    public Problem? Problem { get; init; }
}
