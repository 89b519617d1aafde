using System.Net;
using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.People;

/// <summary>The members of the tenant with their roles, and who was invited.</summary>
public sealed partial class MembersPage
{
    private const string NoRole = "";

    private static readonly IReadOnlyList<(string Value, string Text)> ProjectRoles =
        [(NoRole, "none – no access to the project"), .. RoleText.OfProject];

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs, like the next one.

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    private (string Name, string Link)? ShownReset { get; set; }

    private string ChosenTenantRole { get; set; } = "";

    private string ChosenProjectRole { get; set; } = "";

    /// <inheritdoc />
    protected override async Task<MembersState> LoadStateAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (tenantId, projectId) = (Scope.TenantId, Scope.ProjectId);
        var members = api.ListMembersAsync(tenantId, PageNumber, PageSize, cancellationToken);
        var roles = api.ListProjectMembersAsync(tenantId, projectId, limit: MembersState.Most, cancellationToken: cancellationToken);
        var invitations = api.ListInvitationsAsync(tenantId, limit: MembersState.Most, cancellationToken: cancellationToken);
        await Task.WhenAll(members, roles, invitations);
        return new MembersState(
            await members, (await roles).Data.ToDictionary(member => member.UserId, member => member.Role), (await invitations).Data);
    }

    private async Task ChangeRolesAsync(MemberResponse member)
    {
        ChosenTenantRole = member.Role;
        ChosenProjectRole = State?.ProjectRoles.GetValueOrDefault(member.UserId) ?? NoRole;
        var before = ChosenProjectRole;
        var done = await Dialogs.ConfirmAsync(
            $"Roles of {member.Name}",
            RolesBody,
            "Save roles",
            () => ChangeAsync((api, cancellationToken) => SaveRolesAsync(api, member, before, cancellationToken)),
            isDanger: false);
        if (done)
        {
            Notifications.Done("Saved", "Roles updated.");
        }
    }

    private async Task SaveRolesAsync(
        WebhooksClient api, MemberResponse member, string projectRoleBefore, CancellationToken cancellationToken)
    {
        var (tenantId, projectId) = (Scope.TenantId, Scope.ProjectId);
        if (ChosenTenantRole != member.Role)
        {
            await api.ChangeMemberAsync(tenantId, member.UserId, new ChangeMemberRequest(ChosenTenantRole), cancellationToken);
        }

        if (ChosenTenantRole == MemberRole.Admin || (ChosenProjectRole == projectRoleBefore && member.Role != MemberRole.Admin))
        {
            return; // An admin of the tenant has no role of its own in a project.
        }

        if (ChosenProjectRole != NoRole)
        {
            await api.SetProjectMemberAsync(
                tenantId, projectId, member.UserId, new SetProjectMemberRequest(ChosenProjectRole), cancellationToken);
            return;
        }

        try
        {
            await api.RemoveProjectMemberAsync(tenantId, projectId, member.UserId, cancellationToken);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            // There was none to take away.
        }
    }

    private async Task ResetPasswordAsync(MemberResponse member)
    {
        var tenantId = Scope.TenantId;
        PasswordResetResponse? reset = null;
        var done = await Dialogs.ConfirmAsync(
            $"A new password for {member.Name}?",
            body => body.AddMarkupContent(
                0, "<p>The link lets them choose a new password. The old password works until then.</p>"),
            "Create link",
            () => ChangeAsync(async (api, cancellationToken) =>
                reset = await api.ResetMemberPasswordAsync(tenantId, member.UserId, cancellationToken)),
            isDanger: false);
        if (!done || reset is null)
        {
            return;
        }

        if (reset.Mailed)
        {
            Notifications.Done("Sent", $"We sent the link to {member.Email}.");
        }

        // The Api knows the address of the dashboard only where it is configured; this page knows its own.
        ShownReset = reset.Token is { } token
            ? (member.Name, reset.Url?.AbsoluteUri ?? $"{Navigation.ToAbsoluteUri(ResetPasswordPage.Path.TrimStart('/'))}#{token}")
            : null;
    }

    private async Task RemoveAsync(MemberResponse member)
    {
        var tenantId = Scope.TenantId;
        var done = await Dialogs.ConfirmAsync(
            $"Remove {member.Name}?",
            body => body.AddMarkupContent(0, "<p>They lose access now. What they created stays.</p>"),
            "Remove",
            () => ChangeAsync((api, cancellationToken) => api.RemoveMemberAsync(tenantId, member.UserId, cancellationToken)));
        if (done)
        {
            Notifications.Done("Removed", $"{member.Name} is no longer a member.");
        }
    }

    private async Task TurnOffSecondFactorAsync(MemberResponse member)
    {
        var tenantId = Scope.TenantId;
        var done = await Dialogs.ConfirmAsync(
            $"Turn off the second factor of {member.Name}?",
            body => body.AddMarkupContent(
                0, "<p>They can then sign in with the password alone. Make sure that this person asked for it.</p>"),
            "Turn off",
            () => ChangeAsync((api, cancellationToken) => api.RemoveMemberSecondFactorAsync(tenantId, member.UserId, cancellationToken)));
        if (done)
        {
            Notifications.Done("Turned off", $"{member.Name} can set up a new one on the profile page.");
        }
    }

    private async Task WithdrawAsync(InvitationResponse invitation)
    {
        var tenantId = Scope.TenantId;
        var done = await Dialogs.ConfirmAsync(
            "Withdraw the invitation?",
            body => body.AddMarkupContent(0, "<p>The link stops working. You can invite the person again.</p>"),
            "Withdraw",
            () => ChangeAsync((api, cancellationToken) => api.WithdrawInvitationAsync(tenantId, invitation.Id, cancellationToken)));
        if (done)
        {
            Notifications.Done("Withdrawn", "The link of the invitation no longer works.");
        }
    }
}
