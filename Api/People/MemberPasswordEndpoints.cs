using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// How an administrator helps a member who has lost the password: by mail, or without a mail server by a link to pass on.
/// </summary>
internal static class MemberPasswordEndpoints
{
    public static void MapMemberPasswords(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/manage/tenants/{tenantId}/members/{userId}/password-reset", MakeAsync)
            .WithTags("Members").WithName("ResetMemberPassword")
            .WithSummary("Make a link by which a member chooses a new password: sent by mail, or shown this once where no mail is sent")
            .WithDescription("The link is good once and for a limited time.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);

    private static async Task<Results<Ok<DataResponse<PasswordResetResponse>>, Problem>> MakeAsync(
        string tenantId, string userId, RequestScope scope, WebhooksDbContext context, PasswordResets resets, Mailer mailer,
        RequestLimits limits, CancellationToken cancellationToken)
    {
        var user = await context.Users.SingleOrDefaultAsync(
            row => row.PublicId == userId && context.Members.Any(member => member.TenantNo == scope.TenantNo && member.UserNo == row.Id),
            cancellationToken);
        if (user is null)
        {
            return MemberEndpoints.NotFound(userId);
        }

        if (!mailer.IsConfigured)
        {
            return await context.Members.AnyAsync(row => row.UserNo == user.Id && row.TenantNo != scope.TenantNo, cancellationToken)
                ? Problems.Conflict(
                    "The person is a member of other tenants too, so only mail may bring the link, and this service sends none.")
                : TypedResults.Ok(new DataResponse<PasswordResetResponse>(await ShowAsync(user, resets, cancellationToken)));
        }

        if (await limits.RefuseInvitationMailAsync(scope.TenantNo) is { } wait)
        {
            return Problems.TooManyRequests("The tenant has sent as many mails as it may", wait);
        }

        var (token, until) = await resets.MakeAsync(user.Id, mailed: true, cancellationToken);
        var letter = Letter.Reset([tenantId], resets.LinkOf(token)!, until); // Demanded at the start, where there is a mail server.
        return EmailAddress.Parse(user.Address).Value is { } address && await mailer.TrySendAsync(address, letter, cancellationToken)
            ? TypedResults.Ok(new DataResponse<PasswordResetResponse>(new PasswordResetResponse { Mailed = true, ExpiresAt = until }))
            : Problems.MailNotSent();
    }

    private static async Task<PasswordResetResponse> ShowAsync(User user, PasswordResets resets, CancellationToken cancellationToken)
    {
        var (token, until) = await resets.MakeAsync(user.Id, mailed: false, cancellationToken);
        return new PasswordResetResponse { Mailed = false, ExpiresAt = until, Token = token, Url = resets.LinkOf(token) };
    }
}
