using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>Routes for users to manage their own account: password and sessions.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/auth").WithTags("Sign-in");
        group.MapPost("/change-password", ChangePasswordAsync).WithName("ChangePassword")
            .WithSummary("Change the own password; all other sessions of the user end")
            .WithDescription("Needs the current password. The session that makes the change goes on.")
            .WithBody<ChangePasswordRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsSession();
        group.MapGet("/sessions", ListAsync).WithName("ListOwnSessions").WithSummary("List the own sessions")
            .WithDescription("Shows when each session began and was last used, and which one makes the request.")
            .WithPage().DemandsSession();
        group.MapDelete("/sessions/{id}", EndAsync).WithName("EndOwnSession").WithSummary("End one of the own sessions")
            .WithDescription(
                "The session's cookie and token are refused from then on. Ending the session of the request itself signs out.")
            .DemandsSession();
    }

    private static async Task<Results<NoContent, Problem>> ChangePasswordAsync(
        HttpContext httpContext, JsonBody body, RequestScope scope, WebhooksDbContext context, UserManager<User> users, PasswordCheck check,
        SessionDesk desk, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (current, next) = (input.ReadPassword("currentPassword"), input.ReadPassword("newPassword"));
        var user = await context.Users.SingleAsync(row => row.Id == scope.Session.UserNo, cancellationToken);
        if (next is not null)
        {
            await users.CheckNewPasswordAsync(user, next, input.Errors, "/newPassword");
        }

        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem both are there.
        if (!await check.HasAsync(user, current!, Addresses.NameOf(httpContext.Connection.RemoteIpAddress), cancellationToken))
        {
            return Problems.Invalid("/currentPassword", "is not the password, or there were too many wrong ones before");
        }

        var changed = await users.ChangePasswordAsync(user, current!, next!);
        if (!changed.Succeeded)
        {
            return Problems.Conflict("The user was changed at the same moment; try again.");
        }

        await desk.EndOthersAsync(scope.Session, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Results<Ok<PageResponse<OwnSessionResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sessions = context.Sessions.AsNoTracking()
            .Where(row => row.UserNo == scope.Session.UserNo && row.ExpiresAt > now).OrderByDescending(row => row.SessionNo);
        return sessions.AnswerPageAsync(request, row => ToResponse(row, scope), cancellationToken);
    }

    private static async Task<Results<NoContent, Problem>> EndAsync(
        string id, RequestScope scope, SessionDesk desk, CancellationToken cancellationToken) =>
        await desk.EndAsync(scope.Session.UserNo, id, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound($"You have no session \"{id}\".");

    private static OwnSessionResponse ToResponse(Session session, RequestScope scope) => new()
    {
        Id = session.Id,
        Current = session.SessionNo == scope.Session.SessionNo,
        CreatedAt = session.CreatedAt,
        LastUsedAt = session.LastUsedAt,
        ExpiresAt = session.ExpiresAt,
        RemoteAddress = session.RemoteAddress,
        UserAgent = session.UserAgent,
    };
}
