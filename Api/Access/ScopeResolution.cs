using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>Finds the place a request is about, and the caller's role there.</summary>
internal static class ScopeResolution
{
    /// <summary>
    /// Name the project of a publish when the key is not tied to one. One that contradicts the key is a project it cannot see.
    /// </summary>
    public const string TenantHeader = "X-Tenant-Id";

    /// <inheritdoc cref="TenantHeader"/>
    public const string ProjectHeader = "X-Project-Id";

    /// <summary>The scope, with the problem when the caller may not do there what the rule demands.</summary>
    public static async ValueTask<(RequestScope? Scope, Problem? Problem)> AdmitAsync(
        this ScopeDirectory scopes, HttpContext context, AccessRule rule, Caller caller)
    {
        var (scope, problem) = await scopes.ResolveAsync(context, rule, caller);
        var role = (scope?.Caller ?? caller).Role;
        problem ??= role.Allows(rule.Permission) || rule.Reach is Reach.OwnSession or Reach.Caller
            ? null
            : Problems.Forbidden($"The role {RoleNames.ToText(role)} may not do this here.");
        return (scope, problem);
    }

    /// <summary>The scope, or why there is none for this caller.</summary>
    public static async ValueTask<(RequestScope? Scope, Problem? Problem)> ResolveAsync(
        this ScopeDirectory scopes, HttpContext context, AccessRule rule, Caller caller)
    {
        switch (rule.Reach)
        {
            case Reach.Service:
                return caller.IsOfService
                    ? (new RequestScope { Caller = caller }, null)
                    : (null, Problems.Forbidden("Only a key that belongs to no tenant may do this."));
            case Reach.Caller:
                return (new RequestScope { Caller = caller }, null);
            case Reach.Tenant:
                return await ResolveTenantAsync(scopes, context, caller);
            case Reach.Project:
                return await ResolveProjectAsync(scopes, context, caller);
            case Reach.OwnSession:
                return caller.Session is not null
                    ? (new RequestScope { Caller = caller }, null)
                    : (null, Problems.Forbidden("Only a user who is signed in may do this, not an API key."));
            default:
                return await ResolveKeyProjectAsync(scopes, context, caller);
        }
    }

    private static async ValueTask<(RequestScope?, Problem?)> ResolveTenantAsync(ScopeDirectory scopes, HttpContext context, Caller caller)
    {
        var tenantId = Route(context, "tenantId");
        return await scopes.FindTenantAsync(tenantId, context.RequestAborted) is { } tenantNo && caller.RoleIn(tenantNo) is { } role
            ? (new RequestScope { Caller = caller.As(role), TenantNo = tenantNo }, null)
            : (null, Problems.NotFound($"There is no tenant \"{tenantId}\"."));
    }

    private static async ValueTask<(RequestScope?, Problem?)> ResolveProjectAsync(ScopeDirectory scopes, HttpContext context, Caller caller)
    {
        var projectId = Route(context, "projectId");
        if (!Identifiers.IsProjectId(projectId))
        {
            return (null, Problems.Invalid("/projectId", "must be lower-case letters, digits and inner hyphens"));
        }

        var tenantId = Route(context, "tenantId");
        return ScopeOf(await scopes.FindProjectAsync(tenantId, projectId, context.RequestAborted), caller) is { } scope
            ? (scope, null)
            : (null, Problems.NotFound($"There is no project \"{projectId}\" in the tenant \"{tenantId}\"."));
    }

    private static async ValueTask<(RequestScope?, Problem?)> ResolveKeyProjectAsync(
        ScopeDirectory scopes, HttpContext context, Caller caller)
    {
        ProjectScope? project;
        if (caller.OnlyProjectNo is { } projectNo && (caller.Session is null || Header(context, ProjectHeader) is null))
        {
            project = await scopes.FindProjectAsync(projectNo, context.RequestAborted);
        }
        else
        {
            // A caller that belongs to one tenant means that one; the first admin key belongs to none and means the first tenant.
            var tenantId = Header(context, TenantHeader)
                ?? (
                    caller.OnlyTenantNo is { } tenantNo
                        ? await scopes.FindTenantIdAsync(tenantNo, context.RequestAborted)
                        : FirstTenant.Id);
            project = await scopes.FindProjectAsync(tenantId, Header(context, ProjectHeader) ?? FirstTenant.Id, context.RequestAborted);
        }

        if (project is not null
            && (Contradicts(context, TenantHeader, project.TenantId) || Contradicts(context, ProjectHeader, project.ProjectId)))
        {
            return (null, Problems.NotFound(
                $"The credentials are not for what the headers {TenantHeader} and {ProjectHeader} name; "
                + "leave them out, or name their project."));
        }

        return ScopeOf(project, caller) is { } scope
            ? (scope, null)
            : (null, Problems.NotFound(
                $"The credentials are for no single project; name one they are good for with the headers {TenantHeader} and {ProjectHeader}."));
    }

    private static bool Contradicts(HttpContext context, string header, string id) => Header(context, header) is { } named && named != id;

    private static RequestScope? ScopeOf(ProjectScope? project, Caller caller) =>
        project is not null && caller.RoleIn(project.TenantNo, project.ProjectNo) is { } role
            ? new RequestScope { Caller = caller.As(role), TenantNo = project.TenantNo, FoundProject = project }
            : null;

    private static string Route(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? string.Empty;

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null;
}
