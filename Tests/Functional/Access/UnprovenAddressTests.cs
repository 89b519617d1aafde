using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Without a mail server nobody shows whose an address is, so users share it and administrators pass links on.</summary>
public sealed class UnprovenAddressTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task Somebody_else_of_the_same_address_joins_as_a_user_of_its_own_when_it_says_so()
    {
        var (first, second) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());
        var user = await TestUser.CreateAsync(application.App, first);
        var invitation = await InviteAsync(second, user.Email);

        var session = await new WebhooksClient(application.App.Anonymous).AcceptInvitationAsync(
            new AcceptInvitationRequest(invitation.Token!, "unknown to the first one") { NewUser = true, WithToken = true });

        Assert.NotEqual(user.Id, session.User.Id);
        Assert.Equal([second.TenantId], session.Tenants.Select(tenant => tenant.TenantId));
        Assert.Equal([first.TenantId], (await user.Client.GetSessionAsync()).Tenants.Select(tenant => tenant.TenantId));
    }

    [Fact]
    public async Task Without_mail_a_link_for_a_new_password_is_shown_for_a_member_of_this_tenant_only()
    {
        var (first, second) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());
        var user = await TestUser.CreateAsync(application.App, first);

        using var forgotten = await application.App.Anonymous.PostTextAsync(
            "/auth/forgot-password", $$"""{"email":"{{user.Email}}"}""");
        var reset = await first.Client.ResetMemberPasswordAsync(first.TenantId, user.Id);
        var foreign = await RefusalAsync(() => second.Client.ResetMemberPasswordAsync(second.TenantId, user.Id));
        await new WebhooksClient(application.App.Anonymous).ResetPasswordAsync(
            new ResetPasswordRequest(reset.Token!, "chosen by the link"));
        var session = await new WebhooksClient(application.App.Anonymous).SignInAsync(
            new SignInRequest(user.Email, "chosen by the link") { WithToken = true });

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (forgotten.StatusCode, foreign));
        Assert.Equal((false, user.Id), (reset.Mailed, session.User.Id));
        var invitation = await InviteAsync(second, user.Email);
        await new WebhooksClient(application.App.Anonymous).AcceptInvitationAsync(
            new AcceptInvitationRequest(invitation.Token!, "chosen by the link") { WithToken = true });
        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => first.Client.ResetMemberPasswordAsync(first.TenantId, user.Id)));
    }

    private static Task<InvitationResponse> InviteAsync(TestProject project, string email) =>
        project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, MemberRole.Member));

    private static async Task<HttpStatusCode> RefusalAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(act)).StatusCode;
}
