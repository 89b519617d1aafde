using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>The members of a project: the users who may act in it.</summary>
internal static class ProjectMemberEndpoints
{
    public static void MapProjectMembers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/members").WithTags("Members");
        group.MapGet("/", ListAsync).WithName("ListProjectMembers")
            .WithSummary("List the users who may act in a project, admins of the tenant included")
            .WithDescription("Shows the role of each, and whether it comes from the project or from the tenant.")
            .WithPage().Demands(Permission.Administer, Reach.Project);
        group.MapPut("/{userId}", SetAsync).WithName("SetProjectMember").WithSummary("Give a member of the tenant a role in the project")
            .WithDescription("Replaces the role the user had in the project, if any.")
            .WithBody<SetProjectMemberRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Project);
        group.MapDelete("/{userId}", RemoveAsync).WithName("RemoveProjectMember").WithSummary("Take a user's role in the project away")
            .WithDescription("An admin of the tenant keeps access to all of its projects.")
            .Demands(Permission.Administer, Reach.Project);
    }

    private static Task<Results<Ok<PageResponse<ProjectMemberResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var members =
            from member in context.Members.AsNoTracking()
            where member.TenantNo == scope.TenantNo
            join user in context.Users on member.UserNo equals user.Id
            let role = context.ProjectMembers.Where(row => row.ProjectNo == scope.Project.ProjectNo && row.UserNo == user.Id)
                .Select(row => (Role?)row.Role).FirstOrDefault()
            where member.Role == TenantRole.Admin || role != null
            orderby user.Id
            select new { User = user, Inherited = member.Role == TenantRole.Admin, Role = role };
        return members.AnswerPageAsync(
            request, row => ToResponse(row.User, row.Inherited ? Role.Admin : row.Role ?? Role.Viewer, row.Inherited), cancellationToken);
    }

    private static async Task<Results<Ok<DataResponse<ProjectMemberResponse>>, Problem>> SetAsync(
        string userId, RequestScope scope, JsonBody body, WebhooksDbContext context, SessionDirectory directory, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var role = ApiKeyEndpoints.ReadRole(input);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // A removal of the member meanwhile waits for this, and removes the role too.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockTenantAsync(scope.TenantNo, cancellationToken);
        var found = await (
            from user in context.Users.AsNoTracking()
            where user.PublicId == userId
            join member in context.Members on user.Id equals member.UserNo
            where member.TenantNo == scope.TenantNo
            select new { User = user, member.Role }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return MemberEndpoints.NotFound(userId);
        }

        if (found.Role is TenantRole.Admin)
        {
            return Problems.Conflict("An admin of the tenant is admin of all its projects.");
        }

        var (projectNo, userNo) = (scope.Project.ProjectNo, found.User.Id);
        var stored = await context.ProjectMembers
            .SingleOrDefaultAsync(row => row.ProjectNo == projectNo && row.UserNo == userNo, cancellationToken);
        if (stored is { } existing)
        {
            existing.Role = role;
        }
        else
        {
            context.ProjectMembers.Add(
                new ProjectMember { ProjectNo = projectNo, UserNo = userNo, Role = role, CreatedAt = clock.GetUtcNow() });
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Forget();
        return TypedResults.Ok(new DataResponse<ProjectMemberResponse>(ToResponse(found.User, role, inherited: false)));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string userId, RequestScope scope, WebhooksDbContext context, SessionDirectory directory, CancellationToken cancellationToken)
    {
        var removed = await context.ProjectMembers
            .Where(
                row => row.ProjectNo == scope.Project.ProjectNo
                    && context.Users.Any(user => user.Id == row.UserNo && user.PublicId == userId))
            .ExecuteDeleteAsync(cancellationToken);
        directory.Forget();
        return removed == 0
            ? Problems.NotFound($"The user \"{userId}\" has no role of its own in this project.")
            : TypedResults.NoContent();
    }

    private static ProjectMemberResponse ToResponse(User user, Role role, bool inherited) =>
        new(user.PublicId, user.Address, user.Name, RoleNames.ToText(role), inherited);
}
