using System.Net;
using Microsoft.Playwright;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Keys, people and agents, looked after in the browser.</summary>
public sealed class SettingsTests : Story
{
    [BrowserFact]
    public async Task A_key_is_made_shown_once_works_and_is_refused_once_revoked()
    {
        await using var page = await SignedInAsync();
        await OpenAsync(page, "/settings/api-keys");

        await LinkAsync(page, "New API key");
        await page.Page.GetByLabel("Name").FillAsync("Order service");
        await page.Page.GetByLabel("Role").SelectOptionAsync(ApiKeyRole.Viewer);
        await page.Page.GetByLabel("Expires").SelectOptionAsync("30");
        await ButtonAsync(page, "Create key");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "\"Order service\" created" })).ToBeVisibleAsync();
        var key = await page.Page.Locator("#new-key").InnerTextAsync();
        var client = new WebhooksClient(Application.Http, key);
        Assert.Empty((await client.ListDeliveriesAsync(Project.TenantId, Project.ProjectId)).Data);
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("settings-new-key-desktop");
        await LinkAsync(page, "Done");

        var row = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Order service" });
        await Expect(row).ToContainTextAsync("viewer");
        Assert.DoesNotContain(key, await page.Page.ContentAsync(), StringComparison.Ordinal);
        await ButtonAsync(page, "Revoke Order service");
        await Expect(page.Dialog).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("settings-revoke-desktop");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();

        await page.ShowsAsync("Revoked");
        await Expect(row).ToHaveCountAsync(0);
        await page.PictureAsync("settings-revoked-desktop");
        await Accessibility.AssertAsync(page.Page);
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => client.ListDeliveriesAsync(Project.TenantId, Project.ProjectId));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [BrowserFact]
    public async Task Somebody_invited_gets_in_sees_what_the_role_shows_and_may_change_nothing()
    {
        var email = $"eve.{Project.TenantId}@example.com";
        await using var admin = await SignedInAsync();
        await OpenAsync(admin, "/settings/members");
        await LinkAsync(admin, "Invite member");
        await admin.Page.GetByLabel("E-mail address").FillAsync("eve");
        await admin.Page.GetByLabel("E-mail address").FillAsync(email);
        await ButtonAsync(admin, "Invite member");
        var link = await admin.Page.Locator("#invitation-link").InnerTextAsync();
        await LinkAsync(admin, "Done");
        await Expect(admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email })).ToContainTextAsync("member");

        await using var person = await OpenAsync();
        await person.Page.GotoAsync(link);
        await person.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Accept invitation" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have no role in any project yet.");

        await ButtonAsync(admin, $"Change roles of {email}");
        await admin.Page.GetByLabel($"In the project {Project.ProjectId}").SelectOptionAsync(ApiKeyRole.Viewer);
        await Accessibility.AssertAsync(admin.Page);
        await admin.PictureAsync("settings-roles-desktop");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save roles" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email })).ToContainTextAsync("viewer");

        await person.Page.GotoAsync("/sign-in");
        await person.FillInPasswordAsync(email, TestUser.Password);
        await person.ShowsProjectAsync(Project);
        await Expect(person.Page.Locator(".switcher-button")).ToContainTextAsync("A tenant");
        await OpenAsync(person, "/settings/api-keys");
        await person.ShowsAsync("Only for administrators");
        await OpenAsync(person, "/settings/event-types");
        await person.Page.Locator(".event-type summary").First.ClickAsync();
        await Expect(person.Page.Locator(".event-type pre").First).ToBeVisibleAsync();
        await Expect(person.Page.Locator(".event-type pre").First).ToContainTextAsync("\"conversation.created\"");
        await Accessibility.AssertAsync(person.Page);
        await person.PictureAsync("settings-event-types-open-desktop");
        await OpenAsync(person, "/settings/agents");
        await person.ShowsAsync("No agents yet");
        await Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "New agent" })).ToHaveCountAsync(0);
        await person.PictureAsync("settings-agents-viewer-desktop");
    }

    [BrowserFact]
    public async Task An_agent_is_made_with_the_servers_words_at_the_field_changed_and_deleted()
    {
        await using var page = await SignedInAsync();
        await OpenAsync(page, "/settings/agents");

        await LinkAsync(page, "New agent");
        await page.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("sales desk");
        await page.Page.GetByLabel("Name").FillAsync("Sales");
        await page.Page.GetByLabel("Run URL").FillAsync("ftp://example.com/");
        await ButtonAsync(page, "Create agent");
        var alert = page.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Fix the highlighted fields to continue." });
        await Expect(alert).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#agent-id")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Page.Locator("#agent-run-url-errors")).Not.ToBeEmptyAsync();
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("settings-agent-refused-desktop");
        await page.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("sales");
        await page.Page.GetByLabel("Run URL").FillAsync("https://example.com/sales");
        await ButtonAsync(page, "Create agent");

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sales" })).ToBeVisibleAsync();
        await ButtonAsync(page, "Reveal secret");
        await Expect(page.Page.Locator(".secret code")).ToContainTextAsync("whsec_");
        await page.Page.GetByLabel("Name").FillAsync("Sales team");
        await ButtonAsync(page, "Save changes");
        await page.ShowsAsync("Saved");
        Assert.Equal("Sales team", (await Project.Client.GetAgentAsync(Project.TenantId, Project.ProjectId, "sales")).Name);

        await ButtonAsync(page, "Delete…");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete agent" }).ClickAsync();
        await page.ShowsAsync("No agents yet");
        await OpenAsync(page, "/settings/audit");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Delete agent" })).ToContainTextAsync("succeeded");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Get agent secrets" })).ToContainTextAsync("sales");
    }

    [BrowserFact]
    public async Task An_agent_that_was_switched_off_says_why_and_is_switched_on_again()
    {
        Project.Receiver.Default = Answer.Status(410);
        var (tenantId, projectId) = (Project.TenantId, Project.ProjectId);
        await Project.Client.CreateAgentAsync(
            tenantId, projectId, new CreateAgentRequest("sales", "Sales", Project.Receiver.Url("/run").AbsoluteUri));
        var trigger = await Project.Client.CreateTriggerAsync(tenantId, projectId, "sales", new CreateTriggerRequest("Form")
        {
            Authentication = new SetTriggerAuthentication { Headers = [new SetTriggerHeader("X-Api-Key", "the value that was agreed on")] },
        });
        await Project.Client.RerunTriggerAsync(
            tenantId, projectId, "sales", trigger.Id, new RerunTriggerRequest { UserMessage = "Hello." });
        await Eventually.BecomesTrueAsync(
            async () =>
                (await Project.Client.GetAgentAsync(tenantId, projectId, "sales")).RunUrlDisabledReason is not null,
                "the agent is switched off");
        await using var page = await SignedInAsync();

        await OpenAsync(page, "/settings/agents");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Sales" }))
            .ToContainTextAsync("The receiver answered 410 Gone.");
        await OpenAsync(page, "/settings/agents/sales");
        await page.ShowsAsync("Run URL switched off");
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("settings-agent-off-desktop");

        // Another name leaves it off.
        await page.Page.GetByLabel("Name").FillAsync("Sales team");
        await ButtonAsync(page, "Save changes");
        await page.ShowsAsync("Saved");
        await Expect(page.Page.GetByRole(AriaRole.Region, new() { Name = "Run URL switched off" }))
            .ToContainTextAsync("The receiver answered 410 Gone.");
        await ButtonAsync(page, "Switch on run URL");
        await Expect(page.Page.GetByText("Run URL switched off")).Not.ToBeVisibleAsync();
        Assert.Null((await Project.Client.GetAgentAsync(tenantId, projectId, "sales")).RunUrlDisabledReason);
    }

    [BrowserFact]
    public async Task A_user_changes_the_password_and_ends_another_session()
    {
        var email = $"mallory.{Project.TenantId}@example.com";
        var invitation = await Project.Client.InviteMemberAsync(Project.TenantId, new InviteMemberRequest(email, MemberRole.Admin));
        await new WebhooksClient(Application.Http)
            .AcceptInvitationAsync(new AcceptInvitationRequest(invitation.Token!, TestUser.Password) { WithToken = true });
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/");
        await page.FillInPasswordAsync(email, TestUser.Password);
        await page.ShowsProjectAsync(Project);
        await OpenAsync(page, "/settings/profile");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "this session" })).ToContainTextAsync("Chrome on");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "End the session" }).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "End the session" })).ToHaveCountAsync(0);

        await page.Page.GetByLabel("Current password").FillAsync("not the password");
        await page.Page.GetByLabel("New password").FillAsync("a password for later on");
        await ButtonAsync(page, "Change password");
        await Expect(page.Page.Locator("#current-password-errors")).ToContainTextAsync("Is not the password");
        await page.Page.GetByLabel("Current password").FillAsync(TestUser.Password);
        await ButtonAsync(page, "Change password");
        await page.ShowsAsync("Changed");
        await new WebhooksClient(Application.Http).SignInAsync(new SignInRequest(email, "a password for later on") { WithToken = true });
    }

    [BrowserFact]
    public async Task Whoever_runs_the_service_makes_a_tenant_and_sees_how_it_is_doing()
    {
        await using var page = await SignedInAsync(Project, TestPostgres.AdminKey);
        await OpenAsync(page, "/settings/system");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "alive" })).Not.ToHaveCountAsync(0);
        await Expect(page.Page.Locator(".system-cards")).ToContainTextAsync("PostgreSQL");

        await OpenAsync(page, "/settings/projects");
        await LinkAsync(page, "New tenant");
        await page.Page.GetByLabel("Id", new() { Exact = true }).FillAsync($"new-{Project.TenantId}");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("A new tenant");
        await page.Page.GetByLabel("Id of the first project").FillAsync("Not like this");
        await ButtonAsync(page, "Create tenant");
        await Expect(page.Page.Locator("#first-project-id-errors")).Not.ToBeEmptyAsync();
        await page.Page.GetByLabel("Id of the first project").FillAsync("main");
        await ButtonAsync(page, "Create project");

        await Expect(page.Page.Locator(".switcher-button")).ToContainTextAsync("A new tenant");
        await Expect(page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "main" })).ToContainTextAsync("shown now");
    }

    private async Task OpenAsync(DashboardPage page, string path)
    {
        await page.Page.GotoAsync($"{path}?tenant={Project.TenantId}&project={Project.ProjectId}");
        await page.StandsAsync();
    }

    private static Task LinkAsync(DashboardPage page, string name) =>
        page.Page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();

    private static Task ButtonAsync(DashboardPage page, string name) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
