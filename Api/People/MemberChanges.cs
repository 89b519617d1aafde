using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>The outcome of a change to a member.</summary>
internal abstract record MemberChange
{
    private MemberChange()
    {
    }

    /// <summary>It is made; the member as it is now, or was until now.</summary>
    internal sealed record Made(Member Member, User User) : MemberChange;

    /// <summary>It would have left the tenant without an admin.</summary>
    internal sealed record LastAdmin : MemberChange;

    /// <summary>The tenant has no such member.</summary>
    internal sealed record NoSuchMember : MemberChange;
}

/// <summary>Changes and removes members, one change of a tenant at a time, so that two admins cannot each remove the other.</summary>
internal sealed class MemberChanges(WebhooksDbContext context, SessionDirectory directory)
{
    public Task<MemberChange> ChangeAsync(long tenantNo, string userId, TenantRole role, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantNo, userId, keepsAdmin: role is TenantRole.Admin,
            member =>
            {
                member.Role = role;
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<MemberChange> RemoveAsync(long tenantNo, string userId, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantNo, userId, keepsAdmin: false,
            async member =>
            {
                var projects = context.Projects.Where(project => project.TenantNo == tenantNo).Select(project => project.ProjectNo);
                await context.ProjectMembers.Where(row => row.UserNo == member.UserNo && projects.Contains(row.ProjectNo))
                    .ExecuteDeleteAsync(cancellationToken);
                context.Members.Remove(member);
                await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    private async Task<MemberChange> ChangeAsync(
        long tenantNo, string userId, bool keepsAdmin, Func<Member, Task> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockTenantAsync(tenantNo, cancellationToken);
        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(row => row.PublicId == userId, cancellationToken);
        var member = user is null
            ? null
            : await context.Members.SingleOrDefaultAsync(row => row.TenantNo == tenantNo && row.UserNo == user.Id, cancellationToken);
        if (user is null || member is null)
        {
            return new MemberChange.NoSuchMember();
        }

        if (member.Role is TenantRole.Admin && !keepsAdmin && !await context.Members.AnyAsync(
                row => row.TenantNo == tenantNo && row.Role == TenantRole.Admin && row.UserNo != member.UserNo, cancellationToken))
        {
            return new MemberChange.LastAdmin();
        }

        await change(member);
        await transaction.CommitAsync(cancellationToken);
        directory.Forget();
        return new MemberChange.Made(member, user);
    }
}

internal static class TenantLocks
{
    /// <summary>Until the commit, no other request joins or changes the members of the tenant, or adds a key to it.</summary>
    public static Task LockTenantAsync(this WebhooksDbContext context, long tenantNo, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select 1 from tenants where tenant_no = {tenantNo} for no key update", cancellationToken);
}
