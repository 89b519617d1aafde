using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class MemberTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task An_invitation_shows_its_token_once_and_makes_a_member()
    {
        var project = await application.CreateProjectAsync();
        var email = TestUser.NewEmail();

        var invitation = await InviteAsync(project, email);
        var listed = Assert.Single((await project.Client.ListInvitationsAsync(project.TenantId)).Data);
        var session = await TestUser.AcceptAsync(application.App, invitation.Token!);

        Assert.Equal((invitation.Id, null, email), (listed.Id, listed.Token, listed.Email));
        Assert.True(listed.ExpiresAt > TimeProvider.System.GetUtcNow().AddDays(6));
        Assert.Equal(email, session.User.Email);
        var member = Assert.Single((await project.Client.ListMembersAsync(project.TenantId)).Data);
        Assert.Equal((session.User.Id, email, MemberRole.Member), (member.UserId, member.Email, member.Role));
        Assert.Empty((await project.Client.ListInvitationsAsync(project.TenantId)).Data);
    }

    [Fact]
    public async Task An_invitation_is_accepted_once()
    {
        var project = await application.CreateProjectAsync();
        var invitation = await InviteAsync(project, TestUser.NewEmail());
        await TestUser.AcceptAsync(application.App, invitation.Token!);

        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => TestUser.AcceptAsync(application.App, invitation.Token!)));
    }

    [Fact]
    public async Task An_invitation_that_is_accepted_many_times_at_once_is_accepted_once()
    {
        var project = await application.CreateProjectAsync();
        var invitation = await InviteAsync(project, TestUser.NewEmail());

        var accepted = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            using var response = await application.App.Anonymous.PostTextAsync(
                "/auth/accept-invitation", $$"""{"token":"{{invitation.Token}}","password":"correct horse {{number}}"}""");
            return response.StatusCode;
        }));

        Assert.Single(accepted, status => status is HttpStatusCode.OK);
        Assert.All(
            accepted,
            status => Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized]));
        Assert.Single((await project.Client.ListMembersAsync(project.TenantId)).Data);
    }

    [Fact]
    public async Task An_invitation_without_an_address_makes_one_user_however_many_accept_it_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database);
        const string Token = "whi_an invitation that only this test knows";
        await database.ExecuteAsync("update invitations set token_hash = sha256(convert_to($1, 'UTF8'))", Token);

        var unnamed = await RefusalAsync(() => TestUser.AcceptAsync(app, Token));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                return await TestUser.AcceptAsync(app, Token, TestUser.NewEmail());
            }
            catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        }));

        Assert.Equal(HttpStatusCode.BadRequest, unnamed);
        var session = Assert.Single(accepted, session => session is not null);
        Assert.Equal(["default admin"], session!.Tenants.Select(tenant => $"{tenant.TenantId} {tenant.Role}"));
        Assert.Equal(1, await database.CountAsync("users"));
    }

    [Fact]
    public async Task A_weak_password_does_not_use_the_invitation_up()
    {
        var project = await application.CreateProjectAsync();
        var invitation = await InviteAsync(project, TestUser.NewEmail());

        using var response = await application.App.Anonymous.PostTextAsync(
            "/auth/accept-invitation", $$"""{"token":"{{invitation.Token}}","password":"short"}""");

        await response.AssertRefusedAtAsync("/password");
        await TestUser.AcceptAsync(application.App, invitation.Token!);
    }

    [Fact]
    public async Task An_invitation_that_was_withdrawn_or_replaced_or_has_expired_is_none()
    {
        var project = await application.CreateProjectAsync();
        var email = TestUser.NewEmail();
        var replaced = await InviteAsync(project, email);
        var withdrawn = await InviteAsync(project, email);
        await project.Client.WithdrawInvitationAsync(project.TenantId, withdrawn.Id);
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database, ("Access:InvitationLifetime", "00:00:01"));
        var other = await app.CreateProjectAsync();
        var expired = await other.Client.InviteMemberAsync(other.TenantId, new InviteMemberRequest(email, MemberRole.Member));

        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => TestUser.AcceptAsync(application.App, replaced.Token!)));
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => TestUser.AcceptAsync(application.App, withdrawn.Token!)));
        Assert.Equal(
            HttpStatusCode.NotFound, await RefusalAsync(() => project.Client.WithdrawInvitationAsync(project.TenantId, withdrawn.Id)));
        await Eventually.BecomesTrueAsync(
            async () => (await other.Client.ListInvitationsAsync(other.TenantId)).Data.Count == 0, "it expires");
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => TestUser.AcceptAsync(app, expired.Token!)));
    }

    [Fact]
    public async Task Who_is_a_user_already_joins_a_further_tenant_with_the_own_password_only()
    {
        var first = await application.CreateProjectAsync();
        var second = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, first);
        var invitation = await InviteAsync(second, user.Email.ToUpperInvariant());

        using var wrong = await application.App.Anonymous.PostTextAsync(
            "/auth/accept-invitation", $$"""{"token":"{{invitation.Token}}","password":"chosen by the inviter"}""");
        await wrong.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Empty((await second.Client.ListMembersAsync(second.TenantId)).Data);
        var session = await TestUser.AcceptAsync(application.App, invitation.Token!);

        Assert.Equal(user.Id, session.User.Id);
        Assert.Equal([first.TenantId, second.TenantId], session.Tenants.Select(tenant => tenant.TenantId));
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync($"/manage/tenants/{second.TenantId}"));
    }

    [Fact]
    public async Task A_member_is_not_invited_again()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project);

        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => InviteAsync(project, user.Email)));
    }

    [Fact]
    public async Task A_plain_member_sees_the_projects_it_has_a_role_in_and_no_others()
    {
        var project = await application.CreateProjectAsync();
        await application.App.Admin.CreateProjectAsync(project.TenantId, new CreateProjectRequest("other", "Other"));
        var user = await TestUser.CreateAsync(application.App, project);

        Assert.Empty((await user.Client.ListProjectsAsync(project.TenantId)).Data);
        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync(project.Path));
        await project.Client.SetProjectMemberAsync(
            project.TenantId, project.ProjectId, user.Id, new SetProjectMemberRequest(ApiKeyRole.Viewer));

        Assert.Equal([project.ProjectId], (await user.Client.ListProjectsAsync(project.TenantId)).Data.Select(found => found.Id));
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync(project.Path));
        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync($"/manage/tenants/{project.TenantId}/projects/other"));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_once()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync(project.DestinationsPath));

        await project.Client.RemoveProjectMemberAsync(project.TenantId, project.ProjectId, user.Id);

        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync(project.DestinationsPath));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await RefusalAsync(() => project.Client.RemoveProjectMemberAsync(project.TenantId, project.ProjectId, user.Id)));
    }

    [Fact]
    public async Task A_member_that_is_removed_sees_nothing_and_comes_back_without_its_roles()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync(project.DestinationsPath));

        await project.Client.RemoveMemberAsync(project.TenantId, user.Id);

        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync(project.DestinationsPath));
        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync($"/manage/tenants/{project.TenantId}"));
        await TestUser.AcceptAsync(application.App, (await InviteAsync(project, user.Email)).Token!);
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync($"/manage/tenants/{project.TenantId}"));
        Assert.Equal(HttpStatusCode.NotFound, await user.Http.StatusOfAsync(project.DestinationsPath));
    }

    [Fact]
    public async Task Who_may_act_in_a_project_includes_the_admins_of_its_tenant()
    {
        var project = await application.CreateProjectAsync();
        var admin = await TestUser.CreateAsync(application.App, project, MemberRole.Admin);
        var editor = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);
        await TestUser.CreateAsync(application.App, project);

        var members = (await project.Client.ListProjectMembersAsync(project.TenantId, project.ProjectId)).Data;

        Assert.Equal(
            [(admin.Id, ApiKeyRole.Admin, true), (editor.Id, ApiKeyRole.Editor, false)],
            members.Select(member => (member.UserId, member.Role, member.Inherited)));
        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => SetRoleAsync(project, admin.Id)));
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => SetRoleAsync(project, "nobody")));
        var stranger = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => SetRoleAsync(project, stranger.Id)));
    }

    [Fact]
    public async Task The_last_admin_can_neither_go_nor_be_less()
    {
        var project = await application.CreateProjectAsync();
        var only = await TestUser.CreateAsync(application.App, project, MemberRole.Admin);
        var member = await TestUser.CreateAsync(application.App, project);

        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => project.Client.RemoveMemberAsync(project.TenantId, only.Id)));
        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => ChangeAsync(project.Client, project, only, MemberRole.Member)));
        Assert.Equal(MemberRole.Admin, (await ChangeAsync(project.Client, project, only, MemberRole.Admin)).Role);

        await ChangeAsync(only.Client, project, member, MemberRole.Admin);
        await only.Client.RemoveMemberAsync(project.TenantId, only.Id);

        Assert.Equal([member.Id], (await member.Client.ListMembersAsync(project.TenantId)).Data.Select(found => found.UserId));
    }

    [Fact]
    public async Task Admins_that_remove_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 3; round++)
        {
            var project = await application.CreateProjectAsync();
            TestUser[] admins =
            [
                await TestUser.CreateAsync(application.App, project, MemberRole.Admin),
                await TestUser.CreateAsync(application.App, project, MemberRole.Admin),
            ];

            await Task.WhenAll(admins.Select(async admin =>
            {
                using var response = await project.Http.DeleteAsync($"/manage/tenants/{project.TenantId}/members/{admin.Id}");
                Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.Conflict]);
            }));

            Assert.Single((await project.Client.ListMembersAsync(project.TenantId)).Data);
        }
    }

    [Theory]
    [InlineData("POST", "members", """{"role":"admin"}""", "/email")]
    [InlineData("POST", "members", """{"email":"not an address","role":"admin"}""", "/email")]
    [InlineData("POST", "members", """{"email":"a@example.com","role":"viewer"}""", "/role")]
    [InlineData("POST", "members", """{"email":"a@example.com"}""", "/role")]
    [InlineData("POST", "members", """{"email":"a\u0000@example.com","role":"admin"}""", "/email")]
    [InlineData("PATCH", "members/{0}", """{"role":"king"}""", "/role")]
    [InlineData("PATCH", "members/{0}", "{}", "/role")]
    [InlineData("PUT", "projects/main/members/{0}", """{"role":"member"}""", "/role")]
    public async Task What_cannot_be_a_member_is_refused_with_its_pointer(string method, string path, string body, string place)
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project);
        var address = $"/manage/tenants/{project.TenantId}/{path.Replace("{0}", user.Id, StringComparison.Ordinal)}";

        using var response = await project.Http.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), address) { Content = Refusals.Body(body) });

        await response.AssertRefusedAtAsync(place);
    }

    private static Task<InvitationResponse> InviteAsync(TestProject project, string email) =>
        project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, MemberRole.Member));

    private static Task<MemberResponse> ChangeAsync(WebhooksClient client, TestProject project, TestUser user, string role) =>
        client.ChangeMemberAsync(project.TenantId, user.Id, new ChangeMemberRequest(role));

    private static Task<ProjectMemberResponse> SetRoleAsync(TestProject project, string userId) =>
        project.Client.SetProjectMemberAsync(project.TenantId, project.ProjectId, userId, new SetProjectMemberRequest(ApiKeyRole.Viewer));

    private static async Task<HttpStatusCode> RefusalAsync(Func<Task> request) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(request)).StatusCode;
}
