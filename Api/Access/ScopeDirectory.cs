using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>Finds tenants and projects by the ids of a URL. Neither is ever renamed or reused, so what was found once stays true.</summary>
internal sealed class ScopeDirectory(IDbContextFactory<WebhooksDbContext> contexts)
{
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly RecentlyUsed<string, Tenant> tenants = new(MostBytes, static (id, tenant) => 2L * (id.Length + tenant.Name.Length));
    private readonly RecentlyUsed<long, string> tenantIds = new(MostBytes, static (_, id) => 2L * id.Length);
    private readonly RecentlyUsed<(string, string), ProjectScope> projects = new(MostBytes, static (_, scope) => BytesOf(scope));
    private readonly RecentlyUsed<long, ProjectScope> projectsByNo = new(MostBytes, static (_, scope) => BytesOf(scope));
    private readonly SharedReads<(string, string), ProjectScope?> reads = new();
    private readonly SharedReads<long, ProjectScope?> readsByNo = new();

    /// <summary>The tenant's number, or null.</summary>
    public async ValueTask<long?> FindTenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (tenants.TryGet(tenantId, out var known))
        {
            return known.TenantNo;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tenant = await context.Tenants.AsNoTracking().SingleOrDefaultAsync(row => row.Id == tenantId, cancellationToken);
        return tenant is null ? null : tenants.Keep(tenantId, tenant).TenantNo;
    }

    /// <summary>The id of a tenant that exists.</summary>
    public async ValueTask<string> FindTenantIdAsync(long tenantNo, CancellationToken cancellationToken)
    {
        if (tenantIds.TryGet(tenantNo, out var known))
        {
            return known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tenant = await context.Tenants.AsNoTracking().SingleAsync(row => row.TenantNo == tenantNo, cancellationToken);
        return tenantIds.Keep(tenantNo, tenant.Id);
    }

    public ValueTask<ProjectScope?> FindProjectAsync(string tenantId, string projectId, CancellationToken cancellationToken) =>
        projects.TryGet((tenantId, projectId), out var known)
            ? new(known)
            : new(reads.GetAsync(
                (tenantId, projectId),
                _ => ReadAsync(project => project.Id == projectId, tenant => tenant.Id == tenantId), cancellationToken));

    public ValueTask<ProjectScope?> FindProjectAsync(long projectNo, CancellationToken cancellationToken) =>
        projectsByNo.TryGet(projectNo, out var known)
            ? new(known)
            : new(readsByNo.GetAsync(projectNo, _ => ReadAsync(project => project.ProjectNo == projectNo, _ => true), cancellationToken));

    private async Task<ProjectScope?> ReadAsync(Expression<Func<Project, bool>> whichProject, Expression<Func<Tenant, bool>> whichTenant)
    {
        await using var context = await contexts.CreateDbContextAsync();
        return Keep(await Scopes(context, whichProject, whichTenant).SingleOrDefaultAsync());
    }

    private static IQueryable<ProjectScope> Scopes(
        WebhooksDbContext context, Expression<Func<Project, bool>> whichProject, Expression<Func<Tenant, bool>> whichTenant) =>
        from project in context.Projects.AsNoTracking().Where(whichProject)
        join tenant in context.Tenants.Where(whichTenant) on project.TenantNo equals tenant.TenantNo
        select new ProjectScope(tenant.TenantNo, project.ProjectNo, tenant.Id, project.Id);

    private static long BytesOf(ProjectScope scope) => 2L * (scope.TenantId.Length + scope.ProjectId.Length);

    private ProjectScope? Keep(ProjectScope? scope)
    {
        if (scope is not null)
        {
            projects.Keep((scope.TenantId, scope.ProjectId), scope);
            projectsByNo.Keep(scope.ProjectNo, scope);
        }

        return scope;
    }
}
