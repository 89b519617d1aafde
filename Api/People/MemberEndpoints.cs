using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>The members of a tenant.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/members").WithTags("Members");
        group.MapGet("/", ListAsync).WithName("ListMembers").WithSummary("List the members of a tenant")
            .WithDescription("Lists the people of the tenant with their roles, and who has a second factor.")
            .WithPage()
            .Demands(Permission.Administer, Reach.Tenant);
        group.MapPatch("/{userId}", ChangeAsync).WithName("ChangeMember")
            .WithSummary("Change the role of a member; the last admin stays one")
            .WithDescription("The role counts from the next request on.")
            .WithBody<ChangeMemberRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
        group.MapDelete("/{userId}", RemoveAsync).WithName("RemoveMember")
            .WithSummary("Remove a member from the tenant and its projects; the last admin stays")
            .WithDescription("Access ends at once. What the person created stays.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
        group.MapDelete("/{userId}/second-factor", RemoveSecondFactorAsync).WithName("RemoveMemberSecondFactor")
            .WithSummary("Turn off the second factor of a member that is in no other tenant")
            .WithDescription("For a person who has lost both app and recovery codes.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
    }

    private static Task<Results<Ok<PageResponse<MemberResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var members =
            from member in context.Members.AsNoTracking()
            where member.TenantNo == scope.TenantNo
            join user in context.Users on member.UserNo equals user.Id
            orderby user.Id
            select new { Member = member, User = user };
        return members.AnswerPageAsync(request, row => ToResponse(row.Member, row.User), cancellationToken);
    }

    private static async Task<Results<Ok<DataResponse<MemberResponse>>, Problem>> ChangeAsync(
        string userId, RequestScope scope, JsonBody body, MemberChanges changes, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var role = input.ReadTenantRole();
        if (input.Problem is { } problem)
        {
            return problem;
        }

        return await changes.ChangeAsync(scope.TenantNo, userId, role, cancellationToken) switch
        {
            MemberChange.Made made => TypedResults.Ok(new DataResponse<MemberResponse>(ToResponse(made.Member, made.User))),
            MemberChange.LastAdmin => LastAdmin(),
            _ => NotFound(userId),
        };
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string userId, RequestScope scope, MemberChanges changes, CancellationToken cancellationToken) =>
        await changes.RemoveAsync(scope.TenantNo, userId, cancellationToken) switch
        {
            MemberChange.Made => TypedResults.NoContent(),
            MemberChange.LastAdmin => LastAdmin(),
            _ => NotFound(userId),
        };

    private static async Task<Results<NoContent, Problem>> RemoveSecondFactorAsync(
        string userId, RequestScope scope, MemberSecondFactor secondFactor, CancellationToken cancellationToken) =>
        await secondFactor.RemoveAsync(scope.TenantNo, userId, scope.Caller.IsOfService, cancellationToken) switch
        {
            SecondFactorRemoval.Done => TypedResults.NoContent(),
            SecondFactorRemoval.NoSecondFactor => Problems.NotFound($"The member \"{userId}\" has no second factor."),
            SecondFactorRemoval.InOtherTenants => Problems.Conflict(
                "The member belongs to another tenant too, so only a key of the whole service can turn its second factor off."),
            SecondFactorRemoval.ChangedMeanwhile => Problems.Conflict("The user was changed at the same moment; try again."),
            _ => NotFound(userId),
        };

    /// <summary>The member <c>role</c> of a body: a role in a tenant.</summary>
    internal static TenantRole ReadTenantRole(this JsonInput input)
    {
        _ = TenantRoleNames.TryParse(input.Text("role", required: true), out var role);
        return role;
    }

    internal static Problem NotFound(string userId) => Problems.NotFound($"There is no member \"{userId}\" in this tenant.");

    private static Problem LastAdmin() => Problems.Conflict("This is the last admin of the tenant; make another member one first.");

    private static MemberResponse ToResponse(Member member, User user) =>
        new(user.PublicId, user.Address, user.Name, TenantRoleNames.ToText(member.Role), member.CreatedAt, user.TwoFactorEnabled);
}
