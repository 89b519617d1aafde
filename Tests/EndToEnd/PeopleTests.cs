using Microsoft.Playwright;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>People sign in as themselves.</summary>
public sealed class PeopleTests : Story
{
    private static int made;

    private readonly string email = $"reader-{Interlocked.Increment(ref made)}@example.com";

    [BrowserFact]
    public async Task Link_of_an_invitation_leads_to_a_password_and_in_and_works_once()
    {
        var invitation = await InviteAsync();
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await OpenAsync();

        await page.Page.GotoAsync($"/accept-invitation#{invitation.Token}");
        await Expect(page.Page.GetByLabel("Invitation")).ToBeHiddenAsync();
        Assert.DoesNotContain(invitation.Token!, page.Page.Url, StringComparison.Ordinal);
        await page.PictureAsync("accept-invitation-desktop");
        await AcceptAsync(page, "short");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The password must have at least 12 characters.");
        await page.PictureAsync("accept-invitation-refused-desktop");
        await AcceptAsync(page, TestUser.Password);

        await page.BecomesLiveAsync();
        await page.ShowsProjectAsync(Project);
        await Expect(page.UserButton).ToHaveTextAsync(email);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Deliveries", Exact = true }).ClickAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await page.PictureAsync("user-desktop");

        await using var second = await OpenAsync();
        await second.Page.GotoAsync($"/accept-invitation#{invitation.Token}");
        await AcceptAsync(second, "somebody else's password");
        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("it was used or withdrawn, or has expired");
        Assert.DoesNotContain(Application.Logs.Lines, line => line.Contains(invitation.Token!, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Password_opens_a_session_that_signing_out_ends()
    {
        await AddUserAsync();
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/");

        await page.FillInPasswordAsync(email, "not the password");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The e-mail address or the password is wrong.");
        await Expect(page.Page.GetByLabel("E-mail address")).ToHaveValueAsync(email);
        await page.PictureAsync("sign-in-password-refused-desktop");
        await page.FillInPasswordAsync(email, TestUser.Password);
        await page.BecomesLiveAsync();
        var client = await SignInAsync();
        Assert.Equal(3, (await client.ListOwnSessionsAsync()).Data.Count); // The invitation's, the browser's and this one.

        await page.SignOutAsync();

        await Expect(page.SignInHeading).ToBeVisibleAsync();
        Assert.Equal(2, (await client.ListOwnSessionsAsync()).Data.Count);
    }

    [BrowserFact]
    public async Task Session_that_was_ended_elsewhere_leads_back_to_the_sign_in_page()
    {
        await AddUserAsync();
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/");
        await page.FillInPasswordAsync(email, TestUser.Password);
        await page.BecomesLiveAsync();
        await page.Page.GotoAsync($"{page.Page.Url}&state=failed");
        await page.BecomesLiveAsync();
        var client = await SignInAsync();

        await client.ChangePasswordAsync(new ChangePasswordRequest(TestUser.Password, "a password for later on"));

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your session has ended. Sign in again.");
        await page.FillInPasswordAsync(email, "a password for later on");
        await page.ShowsProjectAsync(Project);
        Assert.Contains("state=failed", page.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task User_without_a_role_is_told_so()
    {
        var invitation = await Project.Client.InviteMemberAsync(Project.TenantId, new InviteMemberRequest(email, MemberRole.Member));
        await new WebhooksClient(Application.Http).AcceptInvitationAsync(new AcceptInvitationRequest(invitation.Token!, TestUser.Password));
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/");

        await page.FillInPasswordAsync(email, TestUser.Password);

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have no role in any project yet.");
    }

    [BrowserFact]
    public async Task Pages_without_a_session_fit_a_phone()
    {
        await using var page = await Browser.OpenAsync(Application.Address, 390, 844);

        foreach (var (path, name) in ((string, string)[])[
            ("/sign-in", "sign-in-phone"), ("/sign-in?with=key", "sign-in-with-key-phone"),
            ("/accept-invitation?first=true#whi_x", "accept-invitation-phone"),
            ("/forgot-password", "forgot-password-phone"), ("/reset-password#whp_x", "reset-password-phone")])
        {
            await page.Page.GotoAsync(path);
            await page.AssertFitsAsync();
            await page.PictureAsync(name);
        }
    }

    [BrowserFact]
    public async Task Forgotten_password_is_replaced_by_the_link_of_a_mail()
    {
        await using var mail = await MailServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var application = await StoryApplication.StartAsync(database, mail.Settings(new Uri("https://hooks.example.com/")));
        var project = await StoryProject.CreateAsync(application.Http);
        await project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, MemberRole.Admin));
        await using var page = await Browser.OpenAsync(application.Address);
        await page.Page.GotoAsync($"/accept-invitation#{MailServer.TokensIn(await mail.NextAsync(email))[0]}");
        await AcceptAsync(page, TestUser.Password);
        await page.BecomesLiveAsync();
        await page.SignOutAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        // The page for signing in has a field of that name too.
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Choose a new password" })).ToBeVisibleAsync();
        await page.Page.GetByLabel("E-mail address").FillAsync(email);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send link" }).ClickAsync();
        await Expect(page.Page.Locator(".notice")).ToContainTextAsync("we sent it a link");
        await page.PictureAsync("forgot-password-sent-desktop");
        await page.Page.GotoAsync($"/reset-password#{MailServer.TokensIn(await mail.NextAsync(email, 2))[0]}");
        await Expect(page.Page.GetByLabel("Link")).ToBeHiddenAsync();
        await page.Page.GetByLabel("New password").FillAsync("another horse, another battery");
        await page.PictureAsync("reset-password-desktop");
        await Accessibility.AssertAsync(page.Page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.Page.Locator(".notice")).ToContainTextAsync("Password changed");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();

        await page.FillInPasswordAsync(email, "another horse, another battery");
        await page.BecomesLiveAsync();
    }

    [BrowserFact]
    public async Task Provider_of_single_sign_on_leads_in_and_back_to_the_page_that_was_asked_for()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        provider.Person = new ProvidedPerson("42", email);
        await using var database = await TestDatabase.CreateAsync();
        await using var application = await StoryApplication.StartAsync(database, provider.Settings);
        var project = await StoryProject.CreateAsync(application.Http);
        await using var page = await Browser.OpenAsync(application.Address);
        await page.Page.GotoAsync($"/events?tenant={project.TenantId}&project={project.ProjectId}");
        await page.PictureAsync("sign-in-with-provider-desktop");
        await Accessibility.AssertAsync(page.Page);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Inc." }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your e-mail address has not been invited.");
        await project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, MemberRole.Admin));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Inc." }).ClickAsync();

        await page.BecomesLiveAsync();
        await Expect(page.UserButton).ToHaveTextAsync(email);
        Assert.Contains("/events?", page.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Administrator_of_a_service_without_mail_passes_a_link_for_a_new_password_on()
    {
        await AddUserAsync();
        await using var person = await OpenAsync();
        await person.Page.GotoAsync("/forgot-password");
        await person.Page.GetByLabel("E-mail address").FillAsync(email);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Send link" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This service sends no mail.");
        await using var admin = await SignedInAsync();
        await admin.Page.GotoAsync($"/settings/members?tenant={Project.TenantId}&project={Project.ProjectId}");
        await admin.StandsAsync();

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"New password for {email}" }).ClickAsync();
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = await admin.Page.Locator("#reset-link").InnerTextAsync();
        await admin.PictureAsync("settings-new-password-desktop");
        await Accessibility.AssertAsync(admin.Page);
        await person.Page.GotoAsync(link);
        await person.Page.GetByLabel("New password").FillAsync("another horse, another battery");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(person.Page.Locator(".notice")).ToContainTextAsync("Password changed");

        var session = await new WebhooksClient(Application.Http).SignInAsync(new SignInRequest(email, "another horse, another battery"));
        Assert.Equal(email, session.User.Email);
    }

    private static async Task AcceptAsync(DashboardPage page, string password)
    {
        await page.Page.GetByLabel("Password").FillAsync(password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Accept invitation" }).ClickAsync();
    }

    private Task<InvitationResponse> InviteAsync() =>
        Project.Client.InviteMemberAsync(Project.TenantId, new InviteMemberRequest(email, MemberRole.Admin));

    private async Task AddUserAsync()
    {
        var invitation = await InviteAsync();
        var acceptance =
            new AcceptInvitationRequest(invitation.Token!, TestUser.Password) { WithToken = true }; // A new one shows its token.
        await new WebhooksClient(Application.Http).AcceptInvitationAsync(acceptance);
    }

    private async Task<WebhooksClient> SignInAsync()
    {
        var session =
            await new WebhooksClient(Application.Http).SignInAsync(new SignInRequest(email, TestUser.Password) { WithToken = true });
        return new WebhooksClient(Application.Http, session.Token);
    }
}
