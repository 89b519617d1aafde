using Microsoft.Playwright;
using Webhooks.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class SignInTests : Story
{
    [BrowserFact]
    public async Task Wrong_key_is_refused_with_a_message_that_helps()
    {
        await using var page = await OpenAsync();

        await page.Page.GotoAsync("/");
        await page.PictureAsync("sign-in-desktop");
        await page.FillInAsync("whk_live_somebody_elses_key", Project.TenantId, Project.ProjectId);

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This API key is not valid. Check that it was copied whole");
        await page.PictureAsync("sign-in-refused-desktop");
        Assert.Equal("/sign-in", new Uri(page.Page.Url).AbsolutePath);

        // What was right need not be typed again, and the form works on.
        await Expect(page.Page.GetByLabel("Tenant")).ToHaveValueAsync(Project.TenantId);
        await page.FillInAsync(Project.AdminKey);
        await page.BecomesLiveAsync();
    }

    [BrowserFact]
    public async Task Right_key_opens_a_session_in_a_cookie_that_scripts_cannot_read()
    {
        await using var page = await SignedInAsync();

        var cookie = Assert.Single(await page.Page.Context.CookiesAsync(), cookie => cookie.Name == "webhooks.dashboard");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
        await page.Page.ReloadAsync();
        await page.BecomesLiveAsync();
    }

    [BrowserFact]
    public async Task Key_of_role_viewer_sees_deliveries_and_their_attempts()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync(Project, StoryProject.KeyOf(await Project.CreateKeyAsync(ApiKeyRole.Viewer)));

        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await page.RowsOf("CRM").ClickAsync();

        await Expect(page.Attempts).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Key_that_may_only_publish_is_told_that_it_sees_nothing()
    {
        await using var page = await OpenAsync();

        await page.SignInAsync(StoryProject.KeyOf(await Project.CreateKeyAsync(ApiKeyRole.Publisher)), Project.TenantId, Project.ProjectId);

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("or you may not see it");
    }

    [BrowserFact]
    public async Task Project_of_somebody_else_is_not_visible()
    {
        await using var other = await StoryProject.CreateAsync(Application.Http);
        await other.CreateDestinationAsync("secret", "Secret plans");
        await other.PublishAsync();
        await using var owner = await SignedInAsync(other, other.AdminKey);
        await Expect(owner.RowsOf("Secret plans")).ToContainTextAsync("delivered");

        // Neither by the form ...
        await using var page = await OpenAsync();
        await page.SignInAsync(Project.AdminKey, other.TenantId, other.ProjectId);
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"There is no project shop of tenant {other.TenantId}");

        // ... nor by the address, once signed in.
        await page.FillInAsync(Project.AdminKey, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        await page.Page.GotoAsync($"/deliveries?tenant={other.TenantId}&project={other.ProjectId}");
        await Expect(page.Notice).ToContainTextAsync($"There is no project shop of tenant {other.TenantId}");
        await page.ShowsAsync("Interrupted");
        await page.PictureAsync("not-visible-desktop");
        Assert.DoesNotContain("Secret plans", await page.Page.ContentAsync(), StringComparison.Ordinal);
        await Expect(page.Rows).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Revoked_key_leads_back_to_the_sign_in_page_and_the_next_key_back_to_the_project()
    {
        var key = await Project.CreateKeyAsync(ApiKeyRole.Viewer);
        await using var page = await SignedInAsync(Project, StoryProject.KeyOf(key));

        await Project.Client.RevokeApiKeyAsync(Project.TenantId, key.Id);

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your API key is no longer valid. Sign in with another one.");
        await page.PictureAsync("key-revoked-desktop");
        await Expect(page.Page.GetByLabel("Project")).ToHaveValueAsync(Project.ProjectId);
        await page.FillInAsync(Project.AdminKey);
        await page.BecomesLiveAsync();
        await page.ShowsProjectAsync(Project);
    }

    [BrowserFact]
    public async Task Signing_in_and_out_need_a_token_of_the_page()
    {
        await using var page = await SignedInAsync();

        foreach (var path in (string[])["/sign-in", "/sign-out"])
        {
            var form = page.Page.Context.APIRequest.CreateFormData();
            form.Set("_handler", "sign-in").Set("Form.ApiKey", Project.AdminKey);
            var forged = await page.Page.Context.APIRequest.PostAsync(path, new() { Form = form, MaxRedirects = 0 });

            Assert.Equal((path, 400), (path, forged.Status));
        }

        await page.SignOutAsync();

        await Expect(page.SignInHeading).ToBeVisibleAsync();
        await page.Page.GotoAsync("/");
        await Expect(page.SignInHeading).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Open_page_ends_when_its_key_is_revoked()
    {
        var key = await Project.CreateKeyAsync(ApiKeyRole.Viewer);
        await using var page = await SignedInAsync(Project, StoryProject.KeyOf(key));

        await Project.Client.RevokeApiKeyAsync(Project.TenantId, key.Id);

        await Expect(page.SignInHeading).ToBeVisibleAsync();
    }
}
