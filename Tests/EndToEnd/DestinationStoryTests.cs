using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What people do with destinations in the browser.</summary>
public sealed class DestinationStoryTests : Story
{
    [BrowserFact]
    public async Task Destination_is_created_tested_paused_resumed_changed_and_deleted()
    {
        await Project.Client.CreateAgentAsync(Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales"));
        await using var page = await OpenAsync("/destinations");
        await page.ShowsAsync("No destinations yet");

        // Create, with the server's own words at the field while it is typed.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create destination" }).ClickAsync();
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("CRM sync");
        await page.Page.GetByLabel("Destination URL").FillAsync("http://10.1.2.3/hooks");
        await Expect(page.Page.Locator("#url-error")).ToHaveTextAsync("Must not point to a private, local or reserved address.");
        await Expect(page.Page.Locator("#eventTypes-error")).ToBeEmptyAsync(); // Nobody has been there yet.
        await page.Page.GetByLabel("Destination URL").FillAsync(Project.Receiver.Url("/crm").AbsoluteUri);
        await Expect(page.Page.Locator("#url-error")).ToBeEmptyAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create destination" }).ClickAsync();
        await Expect(page.Page.Locator("#eventTypes-error")).ToHaveTextAsync("Select at least one event type.");
        await page.Page.GetByLabel("event.created").CheckAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add header" }).ClickAsync();
        await page.Page.GetByLabel("Name of header 1").FillAsync("Content-Length");
        await page.Page.GetByLabel("Value of header 1", new() { Exact = true }).FillAsync("a key");
        await Expect(page.Page.Locator("#header-error-0")).ToContainTextAsync("reserved header name");
        await page.Page.GetByLabel("Name of header 1").FillAsync("X-Key");
        await Expect(page.Page.Locator("#header-error-0")).ToBeEmptyAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create destination" }).ClickAsync();

        // Test.
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "CRM sync" })).ToBeVisibleAsync();
        Project.Receiver.Default = Answer.Status(200, "welcome");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test event" }).ClickAsync();
        await Expect(page.Page.Locator(".test-result")).ToContainTextAsync("HTTP 200 after");
        await Expect(page.Page.Locator(".test-result pre")).ToHaveTextAsync("welcome");
        await Expect(page.Page.Locator(".waterfall")).ToContainTextAsync("Waiting (TTFB)");

        // Pause: what is published meanwhile is held, and sent after it is resumed.
        var activity = page.Page.GetByRole(AriaRole.Switch, new() { Name = "CRM sync is active" });
        await page.Page.Locator(".health .rz-switch").ClickAsync();
        await Expect(page.Page.Locator(".switch-line")).ToHaveTextAsync("Paused");
        await Project.PublishAsync();
        await page.ShowsAsync("1 held");
        await Expect(activity).ToBeEnabledAsync(); // It takes no key until the first change is done.
        await activity.PressAsync("Space"); // The keyboard does it as well.
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send 1 delivery" }).ClickAsync();
        await Expect(page.Page.Locator(".recent li")).ToContainTextAsync("delivered");
        Assert.Equal("a key", (await Project.Receiver.WaitForRequestsAsync(2))[1].Header("X-Key"));

        // Change.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.Page.GetByText("Retries and limits").ClickAsync();
        await page.Page.GetByLabel("Rate limit (deliveries per second)").FillAsync("20000");
        await Expect(page.Page.Locator("#maxPerSecond-error")).ToHaveTextAsync("Must be a number from 0.1 to 10000.");
        await page.Page.GetByLabel("Rate limit (deliveries per second)").FillAsync("25");
        await page.Page.GetByLabel("Sales").CheckAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Region, new() { Name = "Settings" })).ToContainTextAsync("25 deliveries per second");

        // Delete.
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("No deliveries are waiting.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete destination" }).ClickAsync();
        await page.ShowsAsync("No destinations yet");
        Assert.Empty((await Project.Client.ListWebhookDestinationsAsync(Project.TenantId, Project.ProjectId)).Data);
    }

    [BrowserFact]
    public async Task Test_of_a_receiver_that_hangs_says_so()
    {
        Project.Receiver.Default = Answer.Hang;
        await Project.CreateDestinationAsync("crm", "CRM");
        await using var page = await OpenAsync("/destinations/crm");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test event" }).ClickAsync();

        await page.ShowsAsync("Test failed");
        await Expect(page.Page.Locator(".test-result")).ToContainTextAsync("No response after 10");
    }

    [BrowserFact]
    public async Task Change_by_somebody_else_is_shown_and_nothing_typed_is_lost()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await using var page = await OpenAsync("/destinations/crm/edit");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My CRM");

        await Project.Client.UpdateWebhookDestinationAsync(
            Project.TenantId, Project.ProjectId, "crm", new() { Name = "Their CRM", Description = "Theirs" });

        await Expect(page.Page.Locator(".conflict")).ToContainTextAsync("Their CRM");
        await Expect(page.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("My CRM");
        await page.PictureAsync("destination-conflict-desktop");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep my changes" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Description")).ToHaveValueAsync("Theirs");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "My CRM", Exact = true })).ToBeVisibleAsync();
        var stored = await Project.Client.GetWebhookDestinationAsync(Project.TenantId, Project.ProjectId, "crm");
        Assert.Equal(("My CRM", "Theirs"), (stored.Name, stored.Description));
    }

    [BrowserFact]
    public async Task Viewer_sees_everything_and_changes_nothing_and_projects_do_not_see_each_other()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.Client.CreateProjectAsync(Project.TenantId, new CreateProjectRequest("other", "Another project"));
        var viewer = await Project.CreateKeyAsync(ApiKeyRole.Viewer);
        await using var page = await OpenAsync("/destinations", StoryProject.KeyOf(viewer));

        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "CRM" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "New destination" })).ToHaveCountAsync(0);
        await Expect(page.Page.GetByRole(AriaRole.Switch)).ToBeDisabledAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "CRM" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Health" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test event" })).ToHaveCountAsync(0);
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Reveal secret" })).ToHaveCountAsync(0);
        await page.Page.GotoAsync(Address("/destinations/crm/edit"));
        await page.ShowsAsync("You cannot change this destination");

        await using var admin = await OpenAsync("/destinations");
        await admin.Page.GotoAsync($"/destinations?tenant={Project.TenantId}&project=other");
        await admin.ShowsAsync("No destinations yet");
        await admin.Page.GotoAsync($"/destinations/crm?tenant={Project.TenantId}&project=other");
        await admin.ShowsAsync("No such destination");
    }

    private string Address(string path) => $"{path}?tenant={Project.TenantId}&project={Project.ProjectId}";

    private Task<DashboardPage> OpenAsync(string path) => OpenAsync(path, Project.AdminKey);

    private async Task<DashboardPage> OpenAsync(string path, string key)
    {
        var page = await OpenAsync();
        await page.Page.GotoAsync("/destinations");
        await page.FillInAsync(key, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        if (path != "/destinations")
        {
            await page.Page.GotoAsync(Address(path));
            await page.BecomesLiveAsync();
        }

        return page;
    }
}
