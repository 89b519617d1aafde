using Microsoft.EntityFrameworkCore;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Triggers;

/// <summary>Which users an agent may act for: members of the tenant who have a role in the project, or in all of them.</summary>
internal sealed class RunAsUsers(WebhooksDbContext context)
{
    /// <summary>Finds the users who may not act in the project; empty = all may.</summary>
    public async Task<IReadOnlyList<ProblemField>> FindFaultsAsync(
        ProjectScope project, List<string>? userIds, CancellationToken cancellationToken)
    {
        var able = await FindAbleAsync(project, userIds ?? [], cancellationToken);
        return [.. (userIds ?? []).Index().Where(user => !able.Contains(user.Item))
            .Select(user => new ProblemField($"/runAsUserIds/{user.Index}", "names no user who may act in this project"))];
    }

    /// <summary>Those who may act in the project, in their order.</summary>
    public async Task<IReadOnlyList<string>> FindAbleAsync(ProjectScope project, List<string> userIds, CancellationToken cancellationToken)
    {
        if (userIds.Count == 0)
        {
            return [];
        }

        var able = await (
            from user in context.Users.AsNoTracking()
            where userIds.Contains(user.PublicId)
            join member in context.Members on user.Id equals member.UserNo
            where member.TenantNo == project.TenantNo
                && (
                    member.Role == TenantRole.Admin
                        || context.ProjectMembers.Any(row => row.ProjectNo == project.ProjectNo && row.UserNo == user.Id))
            select user.PublicId).ToListAsync(cancellationToken);
        return [.. userIds.Where(able.Contains)];
    }
}
