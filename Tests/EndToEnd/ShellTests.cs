using Microsoft.Playwright;
using Webhooks.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What is around every page.</summary>
public sealed class ShellTests : Story
{
    [BrowserFact]
    public async Task Appearance_follows_the_system_until_one_is_chosen_which_is_kept()
    {
        await using var page = await SignedInAsync();
        Assert.Equal("rgb(246, 248, 251)", await BackgroundAsync(page));
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(18, 22, 29)", await BackgroundAsync(page));
        await page.PictureAsync("shell-dark-desktop");

        await page.UserButton.ClickAsync();
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Light" }).CheckAsync();
        Assert.Equal("rgb(246, 248, 251)", await BackgroundAsync(page));
        await page.PictureAsync("shell-user-menu-desktop");
        await page.Page.ReloadAsync();

        Assert.Equal("rgb(246, 248, 251)", await BackgroundAsync(page));
        await page.UserButton.ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Light" })).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task What_is_opened_and_typed_before_the_circuit_stands_stays()
    {
        await using var page = await SignedInAsync();
        var (shell, blazor) = (await HoldAsync(page, "**/shell*.js"), await HoldAsync(page, "**/_framework/blazor.web*"));
        await page.Page.GotoAsync(
            $"/destinations/new?tenant={Project.TenantId}&project={Project.ProjectId}", new() { WaitUntil = WaitUntilState.Commit });
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My CRM");
        shell.SetResult();
        await page.Page.WaitForFunctionAsync("() => window.webhooksShell");
        await page.Page.GetByLabel("Description").FillAsync("Typed a little later");
        await page.UserButton.ClickAsync();
        var light = page.Page.GetByRole(AriaRole.Radio, new() { Name = "Light" });
        await Expect(light).ToBeVisibleAsync();

        blazor.SetResult();
        await page.StandsAsync();

        await Expect(light).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("My CRM");
        await Expect(page.Page.GetByLabel("Description")).ToHaveValueAsync("Typed a little later");
    }

    [BrowserFact]
    public async Task Another_project_is_one_step_away_and_remembered()
    {
        await Project.Client.CreateProjectAsync(Project.TenantId, new CreateProjectRequest("help-desk", "Help desk"));
        await using var page = await SignedInAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "A shop" }).ClickAsync();
        await page.PictureAsync("shell-switcher-desktop");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Help desk" }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/deliveries.*project=help-desk"));
        await Expect(page.Page.Locator(".switcher-button")).ToContainTextAsync("Help desk");

        // An address without a project shows the last one; an address with one shows that one.
        await page.Page.GotoAsync("/deliveries");
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("project=help-desk"));
        await page.Page.GotoAsync($"/deliveries?tenant={Project.TenantId}&project=shop");
        await Expect(page.Page.Locator(".switcher-button")).ToContainTextAsync("A shop");
    }

    [BrowserFact]
    public async Task On_a_phone_the_menu_opens_and_closes_with_what_is_chosen()
    {
        await using var page = await Browser.OpenAsync(Application.Address, width: 390, height: 844);
        await page.SignInAsync(Project.AdminKey, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        var menu = page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        await Expect(menu).ToBeHiddenAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
        await Expect(menu).ToBeVisibleAsync();
        await page.PictureAsync("shell-menu-phone");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = "Deliveries" }).ClickAsync();

        await Expect(menu).ToBeHiddenAsync();
        await page.AssertFitsAsync();
    }

    [BrowserFact]
    public async Task An_address_where_nothing_is_says_so_and_leads_back()
    {
        await using var page = await SignedInAsync();

        var answer = await page.Page.GotoAsync($"/no-such-page?tenant={Project.TenantId}&project={Project.ProjectId}");

        Assert.Equal(404, answer?.Status);
        await page.ShowsAsync("Page not found");
        await page.PictureAsync("not-found-desktop");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Go to the overview" }).ClickAsync();
        await page.ShowsProjectAsync(Project);
        await page.BecomesLiveAsync();
    }

    private static async Task<TaskCompletionSource> HoldAsync(DashboardPage page, string script)
    {
        var mayGoOn = new TaskCompletionSource();
        await page.Page.RouteAsync(script, async route =>
        {
            await mayGoOn.Task;
            await route.ContinueAsync();
        });
        return mayGoOn;
    }

    private static Task<string> BackgroundAsync(DashboardPage page) =>
        page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
