using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Agents;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Stores triggers.</summary>
internal sealed class TriggerWriter(WebhooksDbContext context, TriggerSecrecy secrecy, RunAsUsers users, AgentRuns runs, TimeProvider clock)
{
    /// <summary>Makes a trigger, unless anything is wrong with the input; its secret when one was generated.</summary>
    public async Task<(Trigger? Trigger, string? Secret, Problem? Refused)> CreateAsync(
        ProjectScope project, string agentId, TriggerInput input, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // The agent cannot be deleted until the commit.
        var agent = await context.Agents
            .FromSql($"select * from agents where project_no = {project.ProjectNo} and id = {agentId} for no key update")
            .SingleOrDefaultAsync(cancellationToken);
        if (agent is null)
        {
            return (null, null, AgentEndpoints.NotFound(agentId));
        }

        var now = clock.GetUtcNow();
        var trigger = new Trigger
        {
            ProjectNo = project.ProjectNo,
            AgentNo = agent.AgentNo,
            Id = input.Id ?? Identifiers.Generate(),
            Name = input.Name ?? "", // Required: without it nothing is stored.
            CreatedAt = now,
            UpdatedAt = now,
        };
        input.ApplyTo(trigger);
        var secret = input.ApplyAuthenticationTo(trigger, secrecy);
        if (await RefuseAsync(project, input, cancellationToken) is { } problem)
        {
            return (null, null, problem);
        }

        context.Triggers.Add(trigger);
        if (!await context.TrySaveAsync(cancellationToken))
        {
            return (null, null, Problems.IdTaken("a trigger of this agent", trigger.Id));
        }

        // Agents that had their runUrl before there were triggers have nothing to be called by yet.
        await runs.FollowAsync(agent, switchOn: false, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (trigger, secret, null);
    }

    /// <summary>Applies what the input sets, unless anything is wrong with it.</summary>
    public async Task<(Trigger? Trigger, string? Secret, Problem? Refused)> UpdateAsync(
        ProjectScope project, string agentId, string triggerId, TriggerInput input, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(project, agentId, triggerId, cancellationToken) is not { } trigger)
        {
            return (null, null, TriggerResponses.NotFound(triggerId));
        }

        input.ApplyTo(trigger);
        var secret = input.ApplyAuthenticationTo(trigger, secrecy);
        if (await RefuseAsync(project, input, cancellationToken) is { } problem)
        {
            return (null, null, problem);
        }

        if (context.ChangeTracker.HasChanges())
        {
            trigger.UpdatedAt = clock.GetUtcNow();
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (trigger, secret, null);
    }

    /// <summary>Deletes; false = there is no such trigger. Invocations that it started continue.</summary>
    public async Task<bool> DeleteAsync(ProjectScope project, string agentId, string triggerId, CancellationToken cancellationToken) =>
        await context.TriggersOf(project, agentId).Where(trigger => trigger.Id == triggerId).ExecuteDeleteAsync(cancellationToken) > 0;

    /// <summary>Everything that is wrong at once: 422 when it is nothing but users who may not act here, else 400.</summary>
    private async Task<Problem?> RefuseAsync(ProjectScope project, TriggerInput input, CancellationToken cancellationToken)
    {
        var faults = await users.FindFaultsAsync(project, input.RunAsUserIds, cancellationToken);
        if (input.Problem is null)
        {
            return faults.Count == 0 ? null : Problems.Unprocessable(faults);
        }

        input.Add(faults);
        return input.Problem;
    }

    private Task<Trigger?> LockAsync(ProjectScope project, string agentId, string triggerId, CancellationToken cancellationToken) =>
        context.Triggers
        .FromSql(
            $"""
            select t.* from triggers t
            where t.id = {triggerId} and t.agent_no = (select a.agent_no from agents a where a.project_no = {project.ProjectNo} and a.id = {agentId})
            for update
            """)
        .SingleOrDefaultAsync(cancellationToken);
}
