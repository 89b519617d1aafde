using Webhooks.Api.Http;
using Webhooks.Core.Access;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>
/// Who may do what, in one place and before any body is read: no or bad credentials 401; what the caller may not see 404, exactly as if
/// it did not exist; what it may see but not do 403.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeyDirectory keys, ScopeDirectory scopes)
{
    /// <summary>Name the project of a publish when the key is not tied to one.</summary>
    public const string TenantHeader = "X-Tenant-Id";

    /// <inheritdoc cref="TenantHeader"/>
    public const string ProjectHeader = "X-Project-Id";

    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not { } rule)
        {
            await next(context);
            return;
        }

        if (await FindCallerAsync(context) is not { } caller)
        {
            await Problems.Unauthorized("Send a valid API key as Authorization: Bearer <key>.").ExecuteAsync(context);
            return;
        }

        var (scope, problem) = await ResolveAsync(context, rule, caller);
        problem ??= caller.Role.Allows(rule.Permission) ? null : Problems.Forbidden($"The role {RoleNames.ToText(caller.Role)} may not do this.");
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        // ResolveAsync gives one or the other.
        scope!.AttachTo(context);
        await next(context);
    }

    private async ValueTask<Caller?> FindCallerAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.AsSpan(Bearer.Length).Trim() is { Length: > 0 } key
            ? await keys.FindAsync(key.ToString(), context.RequestAborted)
            : null;
    }

    private async ValueTask<(RequestScope? Scope, Problem? Problem)> ResolveAsync(HttpContext context, AccessRule rule, Caller caller)
    {
        switch (rule.Reach)
        {
            case Reach.Service:
                return caller.TenantNo is null
                    ? (new RequestScope { Caller = caller }, null)
                    : (null, Problems.Forbidden("Only a key that belongs to no tenant may do this."));
            case Reach.Tenant:
                return await ResolveTenantAsync(context, rule, caller);
            case Reach.Project:
                return await ResolveProjectAsync(context, caller);
            default:
                return await ResolveKeyProjectAsync(context, caller);
        }
    }

    private async ValueTask<(RequestScope?, Problem?)> ResolveTenantAsync(HttpContext context, AccessRule rule, Caller caller)
    {
        var tenantId = Route(context, "tenantId");
        if (await scopes.FindTenantAsync(tenantId, context.RequestAborted) is not { } tenantNo || !caller.Sees(tenantNo))
        {
            return (null, Problems.NotFound($"There is no tenant \"{tenantId}\"."));
        }

        return caller.ProjectNo is not null && rule.Permission is not Permission.Read
            ? (null, Problems.Forbidden("A key of one project may not change its tenant."))
            : (new RequestScope { Caller = caller, TenantNo = tenantNo }, null);
    }

    private async ValueTask<(RequestScope?, Problem?)> ResolveProjectAsync(HttpContext context, Caller caller)
    {
        var projectId = Route(context, "projectId");
        if (!Identifiers.IsProjectId(projectId))
        {
            return (null, Problems.Invalid("/projectId", "must be lower-case letters, digits and inner hyphens"));
        }

        var project = await scopes.FindProjectAsync(Route(context, "tenantId"), projectId, context.RequestAborted);
        return project is not null && caller.Sees(project.TenantNo, project.ProjectNo)
            ? (new RequestScope { Caller = caller, TenantNo = project.TenantNo, FoundProject = project }, null)
            : (null, Problems.NotFound($"There is no project \"{projectId}\" in the tenant \"{Route(context, "tenantId")}\"."));
    }

    private async ValueTask<(RequestScope?, Problem?)> ResolveKeyProjectAsync(HttpContext context, Caller caller)
    {
        ProjectScope? project;
        if (caller.ProjectNo is { } projectNo)
        {
            project = await scopes.FindProjectAsync(projectNo, context.RequestAborted);
        }
        else
        {
            // A key of a tenant means its own tenant; the first admin key belongs to none and means the first tenant.
            var tenantId = Header(context, TenantHeader)
                ?? (caller.TenantNo is { } tenantNo ? await scopes.FindTenantIdAsync(tenantNo, context.RequestAborted) : FirstTenant.Id);
            project = await scopes.FindProjectAsync(tenantId, Header(context, ProjectHeader) ?? FirstTenant.Id, context.RequestAborted);
        }

        return project is not null && caller.Sees(project.TenantNo)
            ? (new RequestScope { Caller = caller, TenantNo = project.TenantNo, FoundProject = project }, null)
            : (null, Problems.NotFound($"The key is for no single project; name an existing one with the headers {TenantHeader} and {ProjectHeader}."));
    }

    private static string Route(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? string.Empty;

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null;
}
