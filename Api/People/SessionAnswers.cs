using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>Tells a user about its session.</summary>
internal sealed class SessionAnswers(
    WebhooksDbContext context, SessionDesk desk, SignInAddresses addresses, IHostEnvironment environment, TimeProvider clock)
{
    /// <summary>Opens a session, and answers with its token or sets the cookie.</summary>
    public async Task<DataResponse<SessionResponse>> OpenAsync(
        HttpContext httpContext, User user, bool withToken, CancellationToken cancellationToken)
    {
        var (session, token) = await desk.OpenAsync(user, Origins.Of(httpContext), cancellationToken);
        await addresses.NoteAsync(user.Id, Addresses.NameOf(httpContext.Connection.RemoteIpAddress), cancellationToken);
        if (!withToken)
        {
            SessionCookie.Set(httpContext, environment, token, session.EndsAt - clock.GetUtcNow());
        }

        var answer = await OfAsync(user, session, token, cancellationToken);
        return new DataResponse<SessionResponse>(answer with { Token = withToken ? token : null });
    }

    /// <summary>A session that is open.</summary>
    public async Task<SessionResponse> OfAsync(User user, Session session, string token, CancellationToken cancellationToken) => new()
    {
        User = Of(user),
        ExpiresAt = session.ExpiresAt,
        CsrfToken = SecretToken.CsrfTokenOf(token),
        Tenants = await FindTenantsAsync(user.Id, cancellationToken),
    };

    private static UserResponse Of(User user) => new(user.PublicId, user.Address, user.Name);

    private async Task<IReadOnlyList<TenantMembership>> FindTenantsAsync(long userNo, CancellationToken cancellationToken)
    {
        var members = await (
            from member in context.Members.AsNoTracking()
            where member.UserNo == userNo
            join tenant in context.Tenants on member.TenantNo equals tenant.TenantNo
            orderby tenant.TenantNo
            select new { tenant.TenantNo, tenant.Id, member.Role }).ToListAsync(cancellationToken);
        var roles = await (
            from role in context.ProjectMembers.AsNoTracking()
            where role.UserNo == userNo
            join project in context.Projects on role.ProjectNo equals project.ProjectNo
            orderby project.ProjectNo
            select new { project.TenantNo, project.Id, role.Role }).ToListAsync(cancellationToken);
        var rolesByTenant = roles.ToLookup(role => role.TenantNo);
        return
        [
            .. members.Select(member => new TenantMembership(
                member.Id,
                TenantRoleNames.ToText(member.Role),
                [.. rolesByTenant[member.TenantNo].Select(role => new ProjectMembership(role.Id, RoleNames.ToText(role.Role)))])),
        ];
    }
}
