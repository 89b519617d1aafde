using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Triggers;

/// <summary>Finds the trigger of a URL as it is now: what was changed a moment ago counts.</summary>
internal sealed class TriggerDirectory(WebhooksDbContext context, ScopeDirectory scopes)
{
    /// <summary>The trigger, enabled or not; null = there is none.</summary>
    public async Task<TriggerTarget?> FindAsync(
        string tenantId, string projectId, string agentId, string triggerId, CancellationToken cancellationToken)
    {
        // Texts that cannot be ids are looked up as well, so that the answer takes the same time.
        var known = Identifiers.IsProjectId(projectId) && tenantId.Length <= Identifiers.MaximumLength
            && !tenantId.Contains('\0', StringComparison.Ordinal);
        var project = known ? await scopes.FindProjectAsync(tenantId, projectId, cancellationToken) : null;
        var projectNo = project?.ProjectNo ?? 0;
        var (agent, id) = Identifiers.IsResourceId(agentId) && Identifiers.IsResourceId(triggerId)
            ? (agentId, triggerId)
            : (string.Empty, string.Empty);
        var trigger = await (
            from row in context.Triggers.AsNoTracking()
            where row.Id == id
                && context.Agents.Any(owner => owner.AgentNo == row.AgentNo && owner.ProjectNo == projectNo && owner.Id == agent)
            select row).SingleOrDefaultAsync(cancellationToken);
        return trigger is null || project is null ? null : new TriggerTarget(trigger, agentId, project);
    }
}

/// <summary>A trigger and where it is.</summary>
internal sealed record TriggerTarget(Trigger Trigger, string AgentId, ProjectScope Project);
