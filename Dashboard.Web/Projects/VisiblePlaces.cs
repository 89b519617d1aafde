using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Projects;

/// <summary>The tenants and projects the user can open, and their permissions in the one that is shown.</summary>
public sealed record VisiblePlaces
{
    /// <summary>Most tenants, and most projects of one, that are offered.</summary>
    public const int Most = 100;

    /// <summary>The tenant that is shown.</summary>
    public required string TenantId { get; init; }

    /// <summary>The project that is shown.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The tenants, the one that is shown first, about <see cref="Most"/> at most.</summary>
    public required IReadOnlyList<Place> Tenants { get; init; }

    /// <summary>The projects of the tenant that is shown, at most <see cref="Most"/>.</summary>
    public required IReadOnlyList<Place> Projects { get; init; }

    /// <summary>The caller's roles; null = the Api does not say.</summary>
    public ProjectAccessResponse? Access { get; init; }

    /// <summary>Name of the tenant, or its id.</summary>
    public string TenantName => Tenants.FirstOrDefault(tenant => tenant.Id == TenantId)?.Name ?? TenantId;

    /// <summary>Name of the project, or its id.</summary>
    public string ProjectName => Projects.FirstOrDefault(project => project.Id == ProjectId)?.Name ?? ProjectId;

    /// <summary>The places that are known before the Api was asked: the names in the address.</summary>
    internal static VisiblePlaces Unknown(ProjectAddress scope) =>
        new() { TenantId = scope.TenantId, ProjectId = scope.ProjectId, Tenants = [], Projects = [] };

    /// <summary>Asks the Api.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="scope">The project that is shown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal static async Task<VisiblePlaces> LoadAsync(WebhooksClient api, ProjectAddress scope, CancellationToken cancellationToken)
    {
        var tenants = api.ListTenantsAsync(limit: Most, cancellationToken: cancellationToken);
        var access = api.GetProjectAccessAsync(scope.TenantId, scope.ProjectId, cancellationToken);
        var projects = api.ListProjectsAsync(scope.TenantId, limit: Most, cancellationToken: cancellationToken);
        var tenant = api.GetTenantAsync(scope.TenantId, cancellationToken);
        await Task.WhenAll(tenants, access, projects, tenant);
        var others = (await tenants).Data.Select(other => new Place(other.Id, other.Name));
        return Unknown(scope) with
        {
            Access = await access,
            Projects = [.. (await projects).Data.Select(project => new Place(project.Id, project.Name))],
            Tenants = [new Place(scope.TenantId, (await tenant).Name), .. others.Where(other => other.Id != scope.TenantId)],
        };
    }

    internal bool IsOf(ProjectAddress scope) => TenantId == scope.TenantId && ProjectId == scope.ProjectId;
}

/// <summary>A tenant or a project to turn to.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Name shown to people.</param>
public sealed record Place(string Id, string Name);
