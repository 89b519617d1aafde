using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Agents;

/// <summary>Stores agents together with what is called for them.</summary>
internal sealed class AgentWriter(WebhooksDbContext context, AgentRuns runs, TimeProvider clock)
{
    /// <summary>Makes an agent; null = its id is taken.</summary>
    public async Task<Agent?> CreateAsync(ProjectScope project, AgentInput input, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var agent = new Agent
        {
            ProjectNo = project.ProjectNo,
            Id = input.Id!, // Required, and checked by the input.
            Name = input.Name!, // Required, and checked by the input.
            RunUrl = input.RunUrl,
            CreatedAt = now,
            UpdatedAt = now,
        };
        context.Agents.Add(agent);
        if (!await context.TrySaveAsync(cancellationToken))
        {
            return null;
        }

        await runs.FollowAsync(agent, switchOn: false, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return agent;
    }

    /// <summary>
    /// Applies what the input sets; a <c>runUrl</c> that is set is on again, be it the same. null = the project has no such agent.
    /// </summary>
    public async Task<Agent?> UpdateAsync(ProjectScope project, string agentId, AgentInput input, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var agent = await context.Agents
            .FromSql($"select * from agents where project_no = {project.ProjectNo} and id = {agentId} for no key update")
            .SingleOrDefaultAsync(cancellationToken);
        if (agent is null)
        {
            return null;
        }

        agent.Name = input.Name ?? agent.Name;
        agent.RunUrl = input.HasRunUrl ? input.RunUrl : agent.RunUrl;
        var isChanged = context.ChangeTracker.HasChanges();
        var run = isChanged || input.HasRunUrl ? await runs.FollowAsync(agent, switchOn: input.HasRunUrl, cancellationToken) : null;
        if (!isChanged && run is null)
        {
            return agent;
        }

        agent.UpdatedAt = clock.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await runs.AnnounceAsync(project, run, cancellationToken);
        return agent;
    }
}
