using System.Diagnostics;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Stores invocations in the caller's transaction, each with its conversation, whose <c>conversation.created</c> fires, and, when the
/// agent has a <c>runUrl</c>, with its run in the queue. So a request that was answered with 202 is run, whatever happens to the process.
/// </summary>
public static class InvocationWriter
{
    /// <summary>Starts the agent for each user.</summary>
    /// <returns>The invocations in the order of the users; null = the project has no such agent any more.</returns>
    public static async Task<IReadOnlyList<Invocation>?> StartAsync(
        EventTransaction transaction, NewInvocation start, CancellationToken cancellationToken)
    {
        var project = transaction.Project;
        var target = await InvocationStore.FindRunTargetAsync(transaction.Connection, project.ProjectNo, start.AgentId, cancellationToken);
        var now = EventTime.Truncate(transaction.Now);
        var invocations = new List<Invocation>();
        foreach (var (index, user) in (start.RunAsUserIds.Count > 0 ? start.RunAsUserIds : (IReadOnlyList<string?>)[null]).Index())
        {
            var key = TimeKey.At(transaction.Now);
            var opened = await ConversationWriter.StartAsync(transaction, ConversationOf(start, key, user), cancellationToken);
            if (opened is not StartOutcome.Started { Snapshot: var snapshot })
            {
                Debug.Assert(opened is StartOutcome.AgentUnknown, "The service makes the id, so nobody has it.");
                return null;
            }

            var invocation = Open(start, key, snapshot.Conversation.Id, user, target, now, now + (index * start.DispatchDelay));
            await InvocationStore.InsertAsync(transaction.Connection, project.ProjectNo, invocation, cancellationToken);
            invocations.Add(invocation);
            if (invocation.DestinationNo is { } number)
            {
                var body = RunBody.Write(project, invocation, start.TriggerId, snapshot.Messages);
                await InvocationStore.InsertRunAsync(
                    transaction.Connection, project.ProjectNo, invocation, start.Trace, start.Hops, body, cancellationToken);
                transaction.Wake(new DueDestination(project.TenantNo, number), invocation.DueAt);
            }
        }

        return invocations;
    }

    /// <summary>
    /// An agent that is switched off is not called: its invocations fail immediately, so that a sender that keeps sending does not fill the
    /// queue. The messages of the conversation are stored either way.
    /// </summary>
    private static Invocation Open(
        NewInvocation start, Guid key, string conversationId, string? user, RunTarget? target, DateTimeOffset now, DateTimeOffset dueAt)
    {
        var (status, reason) = target switch
        {
            null => (InvocationStatus.Success, (string?)null),
            { IsOn: true } => (InvocationStatus.Pending, null),
            _ => (InvocationStatus.Failed, RunTarget.OffPrefix + target.OffReason),
        };
        var isPending = status == InvocationStatus.Pending;
        return new Invocation(
            key, start.TriggerNo, start.AgentId, conversationId, user, status, reason, start.Payload, start.Message,
            isPending ? target?.DestinationNo : null,
            dueAt, start.RerunOf, now, isPending ? null : now);
    }

    private static NewConversation ConversationOf(NewInvocation start, Guid key, string? user) => new()
    {
        AgentId = start.AgentId,
        UserProperties = user is null ? null : JsonSerializer.Serialize(new Dictionary<string, string> { ["userId"] = user }),
        Properties = JsonSerializer.Serialize(
            new Dictionary<string, string> { ["triggerId"] = start.TriggerId, ["invocationId"] = PublicId.ForInvocation(key) }),
        Messages = [new NewMessage(null, MessageRole.User, start.Message)],
        Trace = start.Trace,
        Hops = start.Hops,
    };
}
