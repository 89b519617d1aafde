using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.Projects;

internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects").WithTags("Projects");
        group.MapGet("/", ListAsync).WithName("ListProjects").WithSummary("List projects")
            .WithDescription("Lists the projects of the tenant that the caller may see.")
            .WithPage().Demands(Permission.Read, Reach.Tenant);
        group.MapPost("/", CreateAsync).WithName("CreateProject").WithSummary("Create a project")
            .WithDescription("A project holds destinations, agents, events and conversations. Its id cannot be changed later.")
            .WithBody<CreateProjectRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
        group.MapGet("/{projectId}", GetAsync).WithName("GetProject").WithSummary("Get a project")
            .WithDescription("A project that the caller may not see is answered as if it did not exist.")
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/{projectId}/access", GetAccess).WithName("GetProjectAccess").WithSummary("Get what the caller may do in a project")
            .WithDescription("Shows the role that decides, so that a program can hide what would be refused.")
            .Demands(Permission.Read, Reach.Project);
    }

    private static Task<Results<Ok<PageResponse<ProjectResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var visible = scope.Caller.ProjectsIn(scope.TenantNo);
        var projects = context.Projects.AsNoTracking()
            .Where(project => project.TenantNo == scope.TenantNo && (visible == null || visible.Contains(project.ProjectNo)))
            .OrderBy(project => project.ProjectNo);
        return projects.AnswerPageAsync(request, ToResponse, cancellationToken);
    }

    private static async Task<Results<Created<DataResponse<ProjectResponse>>, Problem>> CreateAsync(
        string tenantId, RequestScope scope, JsonBody body, WebhooksDbContext context, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (id, name) = (input.ReadProjectId(), input.Text("name", required: true));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem both are there.
        var project = new Project { TenantNo = scope.TenantNo, Id = id!, Name = name!, CreatedAt = clock.GetUtcNow() };
        context.Projects.Add(project);
        return await context.TrySaveAsync(cancellationToken)
            ? TypedResults.Created(
                $"/manage/tenants/{tenantId}/projects/{project.Id}", new DataResponse<ProjectResponse>(ToResponse(project)))
            : Problems.IdTaken("a project", project.Id);
    }

    private static async Task<Ok<DataResponse<ProjectResponse>>> GetAsync(
        RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var project = await context.Projects.AsNoTracking().SingleAsync(row => row.ProjectNo == scope.Project.ProjectNo, cancellationToken);
        return TypedResults.Ok(new DataResponse<ProjectResponse>(ToResponse(project)));
    }

    private static Ok<DataResponse<ProjectAccessResponse>> GetAccess(RequestScope scope)
    {
        var caller = scope.Caller;

        // A caller who sees a project sees its tenant.
        var tenantRole = caller.RoleIn(scope.TenantNo) ?? Role.Viewer;
        return TypedResults.Ok(new DataResponse<ProjectAccessResponse>(
            new ProjectAccessResponse(RoleNames.ToText(caller.Role), RoleNames.ToText(tenantRole), caller.IsOfService)));
    }

    private static ProjectResponse ToResponse(Project project) => new(project.Id, project.Name, project.CreatedAt);
}
