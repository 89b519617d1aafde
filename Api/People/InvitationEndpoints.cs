using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// Invitations to a tenant. They are sent by mail and not shown; without a mail server an administrator passes the link on.
/// </summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var tenant = routes.MapGroup("/manage/tenants/{tenantId}").WithTags("Members");
        tenant.MapPost("/members", InviteAsync).WithName("InviteMember")
            .WithSummary("Invite a person by mail; where no mail is sent, the answer shows the one-time token this once")
            .WithDescription(
                "The person becomes a member by accepting the invitation. Inviting an address again replaces its earlier invitation.")
            .WithBody<InviteMemberRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
        tenant.MapGet("/invitations", ListAsync).WithName("ListInvitations").WithSummary("List the invitations that can still be accepted")
            .WithDescription("Invitations that were accepted, withdrawn or have expired are not listed.")
            .WithPage()
            .Demands(Permission.Administer, Reach.Tenant);
        tenant.MapDelete("/invitations/{id}", WithdrawAsync).WithName("WithdrawInvitation").WithSummary("Withdraw an invitation")
            .WithDescription("The link of the invitation no longer works.")
            .Demands(Permission.Administer, Reach.Tenant);
    }

    private static async Task<Results<Created<DataResponse<InvitationResponse>>, Problem>> InviteAsync(
        string tenantId, RequestScope scope, JsonBody body, WebhooksDbContext context, AccessOptions options, Mailer mailer,
        RequestLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (address, role) = (input.ReadEmail(), input.ReadTenantRole());
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem it is there.
        var normalized = address!.Normalized;
        if (await IsMemberAsync(context, scope.TenantNo, normalized, cancellationToken))
        {
            return Problems.Conflict("The person is a member of the tenant already.", [new ProblemField("/email", "is taken")]);
        }

        if (mailer.IsConfigured && await limits.RefuseInvitationMailAsync(scope.TenantNo) is { } wait)
        {
            return Problems.TooManyRequests("The tenant has sent as many mails as it may", wait);
        }

        var now = clock.GetUtcNow();
        var token = SecretToken.ForInvitation();
        var invitation = new Invitation
        {
            Id = Identifiers.Generate(),
            TenantNo = scope.TenantNo,
            Email = address.Text,
            NormalizedEmail = normalized,
            Role = role,
            Mailed = mailer.IsConfigured,
            TokenHash = SecretToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + options.InvitationLifetime,
        };
        context.Invitations.Add(invitation);
        await context.SaveChangesAsync(cancellationToken);
        var own = Open(context, scope, now).Where(row => row.NormalizedEmail == normalized);
        var url = options.LinkTo("accept-invitation", token);
        if (invitation.Mailed
            && !await mailer.TrySendAsync(address, Letter.Invite(tenantId, url!, invitation.ExpiresAt), cancellationToken))
        {
            await own.Where(row => row.Id == invitation.Id).ExecuteDeleteAsync(CancellationToken.None);
            return Problems.MailNotSent();
        }

        // One link per person: what was sent or shown before and may be lost ceases to work.
        await own.Where(row => row.InvitationNo < invitation.InvitationNo).ExecuteDeleteAsync(cancellationToken);
        var response = invitation.Mailed ? ToResponse(invitation) : ToResponse(invitation) with { Token = token, Url = url };
        return TypedResults.Created(
            $"/manage/tenants/{tenantId}/invitations/{invitation.Id}", new DataResponse<InvitationResponse>(response));
    }

    private static Task<Results<Ok<PageResponse<InvitationResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var invitations = Open(context, scope, clock.GetUtcNow()).AsNoTracking().OrderByDescending(row => row.InvitationNo);
        return invitations.AnswerPageAsync(request, ToResponse, cancellationToken);
    }

    private static async Task<Results<NoContent, Problem>> WithdrawAsync(
        string id, RequestScope scope, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var withdrawn = await Open(context, scope, clock.GetUtcNow()).Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
        return withdrawn == 0 ? Problems.NotFound($"There is no open invitation \"{id}\" to this tenant.") : TypedResults.NoContent();
    }

    private static IQueryable<Invitation> Open(WebhooksDbContext context, RequestScope scope, DateTimeOffset now) =>
        context.Invitations.Where(row => row.TenantNo == scope.TenantNo && row.AcceptedAt == null && row.ExpiresAt > now);

    private static Task<bool> IsMemberAsync(
        WebhooksDbContext context, long tenantNo, string? normalizedEmail, CancellationToken cancellationToken) =>
        (from user in context.Users
         where user.NormalizedUserName == normalizedEmail
         join member in context.Members on user.Id equals member.UserNo
         where member.TenantNo == tenantNo
         select member).AnyAsync(cancellationToken);

    private static InvitationResponse ToResponse(Invitation invitation) => new()
    {
        Id = invitation.Id,
        Email = invitation.Email,
        Role = TenantRoleNames.ToText(invitation.Role),
        Mailed = invitation.Mailed,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpiresAt,
    };
}
