using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Stage 5 of an agent's run: the attempt, and when it was the last one the end of the invocation and the reply as a message of its
/// conversation, in one transaction that the lease fences. If the process is killed at any moment, a run has either all of it or is made
/// again.
/// </summary>
public sealed class RunRecords(NpgsqlDataSource dataSource, EventTransactionRunner transactions, DatabaseClock clock)
{
    // Projects are never renamed.
    private readonly RecentlyUsed<long, ProjectScope> scopes =
        new(mostBytes: 8 * 1024 * 1024, static (_, scope) => 2L * (scope.TenantId.Length + scope.ProjectId.Length));

    /// <summary>Records an attempt to run an agent.</summary>
    /// <param name="workerId">The worker that made it.</param>
    /// <param name="attempt">The attempt with its verdict and, when it was delivered, its reply.</param>
    /// <param name="cancellationToken">Cancels; nothing is recorded then.</param>
    /// <returns>False = its lease had been lost, and nothing was changed.</returns>
    public async Task<bool> RecordAsync(Guid workerId, FinishedAttempt attempt, CancellationToken cancellationToken)
    {
        var outcome = await transactions.RunAsync(
            await FindScopeAsync(RunBook.Of(attempt.Delivery.ProjectNo), cancellationToken),
            null,
            null,
            transaction => RecordInAsync(transaction, workerId, attempt, cancellationToken),
            cancellationToken);
        return outcome is TransactionOutcome<RunRecorded>.Done { Result.IsRefusal: false };
    }

    private async Task<RunRecorded> RecordInAsync(
        EventTransaction transaction, Guid workerId, FinishedAttempt attempt, CancellationToken cancellationToken)
    {
        if ((await DeliveryQueue.RecordAsync(transaction.Connection, workerId, 1, [attempt], clock, cancellationToken)).Count == 0)
        {
            return new RunRecorded(false);
        }

        if (attempt.Verdict is not Verdict.RetryAt)
        {
            await FinishAsync(transaction, attempt, cancellationToken);
        }

        return new RunRecorded(true);
    }

    private static async Task FinishAsync(EventTransaction transaction, FinishedAttempt attempt, CancellationToken cancellationToken)
    {
        var (delivery, _, verdict) = attempt;
        var status = verdict is Verdict.Delivered ? InvocationStatus.Success : InvocationStatus.Failed;
        var conversationId = await InvocationStore.FinishAsync(
            transaction.Connection, transaction.Project.ProjectNo, delivery.EventKey, status, ReasonOf(verdict), cancellationToken);
        if (conversationId is not null && attempt.Reply is { } reply)
        {
            var message = new NewMessage(null, MessageRole.Assistant, reply);
            await ConversationWriter.AddMessageAsync(transaction, conversationId, message, delivery.Trace, cancellationToken);
        }
    }

    private static string? ReasonOf(Verdict verdict) => verdict switch
    {
        Verdict.Failed failed => failed.Reason,
        Verdict.DestinationGone gone => gone.Reason,
        _ => null,
    };

    private async ValueTask<ProjectScope> FindScopeAsync(long projectNo, CancellationToken cancellationToken) =>
        scopes.TryGet(projectNo, out var known)
        ? known
        : scopes.Keep(projectNo, await InvocationStore.ReadScopeAsync(dataSource, projectNo, cancellationToken));

    private sealed record RunRecorded(bool Kept) : ITransactionResult
    {
        public bool IsRefusal => !Kept;

        public KeptAnswer ToAnswer() => throw new InvalidOperationException("A run has no idempotency key.");
    }
}
