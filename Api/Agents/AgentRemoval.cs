using Microsoft.EntityFrameworkCore;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Agents;

/// <summary>
/// Deletes agents, and takes them out of the scope of destinations in the same transaction. No scope ever widens by that: a destination
/// that loses its last agent is paused with the reason and keeps naming that agent, because naming none would mean every agent.
/// Waiting runs of the agent are cancelled.
/// </summary>
internal sealed class AgentRemoval(WebhooksDbContext context, DestinationNews news, AgentRuns runs, TimeProvider clock)
{
    /// <summary>False when the project has no such agent.</summary>
    public async Task<bool> RemoveAsync(ProjectScope project, string agentId, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var agent = await context.Agents
            .FromSql($"select * from agents where project_no = {project.ProjectNo} and id = {agentId} for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (agent is null)
        {
            return false;
        }

        agent.RunUrl = null;
        var run = await runs.FollowAsync(agent, switchOn: false, cancellationToken);
        // Its triggers go with it.
        context.Agents.Remove(agent);
        await context.SaveChangesAsync(cancellationToken);

        // A request that was just naming the agent in a scope held it until its commit, so nothing is missed here.
        var scoped = await context.Destinations
            .FromSql($"select * from destinations where project_no = {project.ProjectNo} and deleted_at is null and {agentId} = any(agent_ids) order by destination_no for update")
            .ToListAsync(cancellationToken);
        var named = scoped.SelectMany(destination => destination.AgentIds).Distinct().ToList();
        var left = await context.Agents.Where(agent => agent.ProjectNo == project.ProjectNo && named.Contains(agent.Id))
            .Select(agent => agent.Id).ToListAsync(cancellationToken);
        foreach (var destination in scoped)
        {
            Narrow(destination, agentId, left, clock.GetUtcNow());
        }

        await context.SaveChangesAsync(cancellationToken);
        await (scoped.Count > 0 ? context.BumpProjectAsync(project.ProjectNo, cancellationToken) : Task.CompletedTask);
        await transaction.CommitAsync(cancellationToken);
        await runs.AnnounceAsync(project, run, cancellationToken);
        foreach (var destination in scoped)
        {
            await news.ChangedAsync(destination.DestinationNo, cancellationToken);
        }

        return true;
    }

    private static void Narrow(Destination destination, string agentId, List<string> left, DateTimeOffset now)
    {
        if (destination.AgentIds.Exists(left.Contains))
        {
            destination.AgentIds = [.. destination.AgentIds.Where(id => id != agentId)];
        }
        else
        {
            destination.Enabled = false;
            destination.PausedAt ??= now;
            destination.DisabledReason = $"Its last agent, {agentId}, was deleted.";
        }

        destination.Version++;
        destination.UpdatedAt = now;
    }
}
