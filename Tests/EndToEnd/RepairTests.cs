using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What did not arrive is made good from the pages where it is seen.</summary>
public sealed class RepairTests : Story
{
    [BrowserFact]
    public async Task Mended_receiver_gets_everything_and_so_does_one_that_came_later()
    {
        Project.Receiver.Default = Answer.Status(404);
        await Project.CreateDestinationAsync("crm", "CRM");
        EventResponse[] published = [await Project.PublishAsync(), await Project.PublishAsync(), await Project.PublishAsync()];
        await using var page = await SignedInAsync();
        await GoAsync(page, "destinations/crm");
        var repair = page.Page.GetByRole(AriaRole.Region, new() { Name = "Recover" });
        var recent = page.Page.Locator(".recent li");
        await Expect(recent.Filter(new() { HasText = "failed" })).ToHaveCountAsync(3);
        await Expect(repair.GetByText("Recent", new() { Exact = true })).ToHaveCountAsync(0);

        // The receiver works again, and gets what failed.
        Project.Receiver.Default = Answer.Ok;
        await repair.GetByLabel("Time range").First.SelectOptionAsync("7d");
        await repair.GetByRole(AriaRole.Button, new() { Name = "Resend failed…" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("3 deliveries that failed or expired since");
        await page.PictureAsync("repair-confirm-desktop");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Resend 3 deliveries" }).ClickAsync();
        await page.ShowsAsync("3 deliveries queued for resend.");
        await Expect(recent.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(3);
        await LooksWellAsync(page, "repair-done");
        await repair.GetByRole(AriaRole.Button, new() { Name = "Resend failed…" }).ClickAsync();
        await Expect(repair.GetByRole(AriaRole.Alert)).ToContainTextAsync("No deliveries failed or expired since");
        await repair.GetByRole(AriaRole.Link, new() { Name = "View deliveries" }).ClickAsync();
        await Expect(page.RowsOf("CRM")).ToHaveCountAsync(3);

        // A destination that came later is among those that one event is replayed to.
        await Project.CreateDestinationAsync("billing", "Billing");
        await GoAsync(page, $"events/{published[0].Id}");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Replay…" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("It is sent to the 2 destinations of this project that match it now.");
        await page.PictureAsync("replay-confirm-desktop");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replay event" }).ClickAsync();
        await page.ShowsAsync("2 deliveries queued.");
        await Expect(page.RowsOf("Billing")).ToContainTextAsync("delivered");
        await LooksWellAsync(page, "replay-done");

        // And what else it missed is sent to it, as long ago as one says.
        await GoAsync(page, "destinations/billing");
        await repair.GetByLabel("Time range").Last.SelectOptionAsync("custom");
        await repair.GetByRole(AriaRole.Button, new() { Name = "Send missed events…" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("that this destination never received");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send missed events" }).ClickAsync();
        await page.ShowsAsync("2 deliveries queued.");
        await Expect(recent.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(3);
        await LooksWellAsync(page, "repair-missing");
        await Project.Receiver.WaitForRequestsAsync(3 + 3 + 2 + 2);
        Assert.All(
            published,
            one => Assert.Single(
                Project.Receiver.Requests, request => request.Path == "/billing" && request.Header("webhook-id") == one.Id));

        // What was done is still told after a reload.
        await page.Page.ReloadAsync();
        await page.BecomesLiveAsync();
        await Expect(repair.Locator(".operations li")).ToContainTextAsync("Missed events since");
        await LooksWellAsync(page, "repair-lately");
        await repair.GetByRole(AriaRole.Link, new() { Name = "All operations" }).ClickAsync();
        var operations = page.Page.Locator(".operations li");
        await Expect(operations).ToContainTextAsync(
            ["Missed events of Billing since", "Replay of an event", "Failed deliveries to CRM since"]);
        await Expect(operations.Filter(new() { HasText = "succeeded" })).ToHaveCountAsync(3);
        await LooksWellAsync(page, "operations");
    }

    [BrowserFact]
    public async Task Viewer_sees_what_was_repaired_and_repairs_nothing()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        var published = await Project.PublishAsync();
        await Project.Client.RecoverWebhookDestinationAsync(
            Project.TenantId, Project.ProjectId, "crm", new RecoverDestinationRequest(TimeProvider.System.GetUtcNow().AddHours(-1)));
        await using var page = await SignedInAsync(Project, StoryProject.KeyOf(await Project.CreateKeyAsync(ApiKeyRole.Viewer)));

        await GoAsync(page, "destinations/crm");
        var repair = page.Page.GetByRole(AriaRole.Region, new() { Name = "Recover" });
        await Expect(repair).ToContainTextAsync("Nothing to send.");
        await Expect(repair).ToContainTextAsync("Your role here is viewer");
        await Expect(repair.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);
        await GoAsync(page, $"events/{published.Id}");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Replay…" })).ToHaveCountAsync(0);
    }

    private async Task GoAsync(DashboardPage page, string path)
    {
        await page.Page.GotoAsync($"/{path}?tenant={Project.TenantId}&project={Project.ProjectId}");
        await page.BecomesLiveAsync();
    }

    private static async Task LooksWellAsync(DashboardPage page, string name)
    {
        await Accessibility.AssertAsync(page.Page);
        await Screenshots.SaveWholeAsync(page.Page, $"{name}-desktop");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.AssertFitsAsync();
        await Screenshots.SaveWholeAsync(page.Page, $"{name}-phone");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.Page.SetViewportSizeAsync(1280, 800);
    }
}
