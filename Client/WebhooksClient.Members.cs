using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Access of people: members of tenants and projects, invitations, audit records.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Lists the members of a tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most members on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<MemberResponse>> ListMembersAsync(
        string tenantId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<MemberResponse>($"{TenantPath(tenantId)}/members", page, limit, cancellationToken);

    /// <summary>
    /// Invites a person to a tenant, by mail; where no mail is sent, the answer holds the token, this once. An earlier invitation of the
    /// address ceases to work.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="invitation">The invited person and the role.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The invitation.</returns>
    public Task<InvitationResponse> InviteMemberAsync(
        string tenantId, InviteMemberRequest invitation, CancellationToken cancellationToken = default) =>
        CreateAsync<InvitationResponse>($"{TenantPath(tenantId)}/members", invitation, cancellationToken);

    /// <summary>Changes the role of a member.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="change">The new role.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The member.</returns>
    /// <exception cref="WebhooksApiException">409: it is the last administrator.</exception>
    public async Task<MemberResponse> ChangeMemberAsync(
        string tenantId, string userId, ChangeMemberRequest change, CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Patch, $"{TenantPath(tenantId)}/members/{Escape(userId)}", change);
        var answer = await SendAsync<DataResponse<MemberResponse>>(request, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    /// <summary>Removes a member from a tenant and from all of its projects.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is removed.</returns>
    /// <exception cref="WebhooksApiException">409: it is the last administrator.</exception>
    public Task RemoveMemberAsync(string tenantId, string userId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{TenantPath(tenantId)}/members/{Escape(userId)}", cancellationToken);

    /// <summary>Makes a link by which a member chooses a new password.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The link, unless it was sent by mail.</returns>
    /// <exception cref="WebhooksApiException">
    /// 409: without mail, for a member of other tenants too. 503: the mail server is in trouble.
    /// </exception>
    public Task<PasswordResetResponse> ResetMemberPasswordAsync(
        string tenantId, string userId, CancellationToken cancellationToken = default) =>
        CreateAsync<PasswordResetResponse>($"{TenantPath(tenantId)}/members/{Escape(userId)}/password-reset", null, cancellationToken);

    /// <summary>Lists the invitations of a tenant that can still be accepted, newest first, without their tokens.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most invitations on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<InvitationResponse>> ListInvitationsAsync(
        string tenantId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<InvitationResponse>($"{TenantPath(tenantId)}/invitations", page, limit, cancellationToken);

    /// <summary>Withdraws an invitation that was not accepted yet.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="invitationId">Identifier of the invitation, not its token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is withdrawn.</returns>
    public Task WithdrawInvitationAsync(string tenantId, string invitationId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{TenantPath(tenantId)}/invitations/{Escape(invitationId)}", cancellationToken);

    /// <summary>Lists the users who may act in a project, those who are administrators of its tenant included.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most users on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<ProjectMemberResponse>> ListProjectMembersAsync(
        string tenantId, string projectId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<ProjectMemberResponse>($"{ProjectPath(tenantId, projectId)}/members", page, limit, cancellationToken);

    /// <summary>Gives a member of the tenant a role in a project, in place of the one it has.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="userId">The user.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The member of the project.</returns>
    /// <exception cref="WebhooksApiException">409: it is an administrator of the tenant, and so of every project.</exception>
    public async Task<ProjectMemberResponse> SetProjectMemberAsync(
        string tenantId, string projectId, string userId, SetProjectMemberRequest role, CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Put, $"{ProjectPath(tenantId, projectId)}/members/{Escape(userId)}", role);
        var answer = await SendAsync<DataResponse<ProjectMemberResponse>>(request, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    /// <summary>Takes a user's role in a project away.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is taken away.</returns>
    public Task RemoveProjectMemberAsync(
        string tenantId, string projectId, string userId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{ProjectPath(tenantId, projectId)}/members/{Escape(userId)}", cancellationToken);

    /// <summary>Lists what was done in a tenant, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="filter">Which records; all of them when left out.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most records on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<AuditRecordResponse>> ListAuditRecordsAsync(
        string tenantId, AuditFilter? filter = null, string? cursor = null, int limit = 50,
        CancellationToken cancellationToken = default) =>
        ListAuditAsync($"{TenantPath(tenantId)}/audit", filter, cursor, limit, cancellationToken);

    /// <summary>Lists what was done in all tenants and outside of them, newest first. Needs a key that belongs to no tenant.</summary>
    /// <param name="filter">Which records; all of them when left out.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most records on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<AuditRecordResponse>> ListAllAuditRecordsAsync(
        AuditFilter? filter = null, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        ListAuditAsync("manage/audit", filter, cursor, limit, cancellationToken);

    private Task<KeysetResponse<AuditRecordResponse>> ListAuditAsync(
        string path, AuditFilter? filter, string? cursor, int limit, CancellationToken cancellationToken) =>
        GetAsync<KeysetResponse<AuditRecordResponse>>(
            WithQuery(
                path,
                ("actorId", filter?.ActorId),
                ("action", filter?.Action),
                ("projectId", filter?.ProjectId),
                ("since", Moment(filter?.From)),
                ("until", Moment(filter?.To)),
                ("cursor", cursor),
                ("limit", Number(limit))),
            cancellationToken);

    private static string? Moment(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
