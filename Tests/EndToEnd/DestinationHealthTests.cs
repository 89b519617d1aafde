using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What people see of a destination in trouble, and what they do about it.</summary>
public sealed class DestinationHealthTests : Story
{
    [BrowserFact]
    public async Task Open_breaker_is_shown_with_what_follows_until_the_receiver_answers_again()
    {
        Project.Receiver.Default = Answer.Status(503, """{"error":"The receiver is down."}""");
        await Project.CreateDestinationAsync("crm", "CRM");
        await using var page = await OpenAsync("/destinations/crm");
        await ShowsStateAsync(page, "Healthy");
        await Expect(HealthOf(page)).ToContainTextAsync("No attempts");
        await Expect(HealthOf(page).GetByRole(AriaRole.Button, new() { Name = "Send test event" })).ToHaveCountAsync(0);

        await PublishUntilAsync("crm", DestinationHealthState.Open);
        await ShowsStateAsync(page, "Circuit open");
        await Expect(HealthOf(page)).ToContainTextAsync("Queued deliveries keep their place and retry count");
        await Expect(HealthOf(page)).ToContainTextAsync(new Regex(@"We'll try one delivery (in \d+ s|now|as soon as one is due)\."));
        await Expect(HealthOf(page)).ToContainTextAsync(new Regex(@"All \d+ attempts failed"));
        await LooksRightAsync(page, "health-open");
        await HealthOf(page).GetByRole(AriaRole.Button, new() { Name = "Send test event" }).ClickAsync();
        await Expect(page.Page.Locator(".test-result")).ToContainTextAsync("HTTP 503");

        // Also where destinations are listed, and where those in trouble are.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Page.Locator(".troubled li")).ToContainTextAsync(
            new Regex(@"Circuit open\s+CRM\s+Sending paused\. We'll try one delivery"));
        await LooksRightAsync(page, "overview-breaker-open");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Destinations" }).ClickAsync();
        await Expect(page.Page.Locator(".destinations .status-cell")).ToContainTextAsync("Circuit open, next try");
        await LooksRightAsync(page, "destinations-breaker-open");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "CRM" }).ClickAsync();

        // The receiver is repaired, and the time of the breaker is over.
        Project.Receiver.Default = Answer.Ok;
        await Application.Database.ExecuteAsync(
            "update destinations set open_until = now() where url = $1", Project.Receiver.Url("/crm").AbsoluteUri);
        await PublishUntilAsync("crm", DestinationHealthState.Healthy);
        await ShowsStateAsync(page, "Healthy");
        await Expect(HealthOf(page)).ToContainTextAsync("attempts failed");
    }

    [BrowserFact]
    public async Task Destination_that_is_about_to_be_disabled_says_so_and_a_disabled_one_is_enabled_where_the_reason_is()
    {
        await Project.CreateDestinationAsync("old", "Old system");
        await Application.Database.ExecuteAsync(
            "update destinations set failing_since = now() - interval '4 days', warned_at = now() - interval '90 minutes' where url = $1",
            Project.Receiver.Url("/old").AbsoluteUri);
        await using var page = await OpenAsync("/destinations/old");
        await Expect(HealthOf(page).Locator(".notice")).ToContainTextAsync(
            "The destination will be disabled in 23 h unless a delivery succeeds. First warning in the audit log: 1 h ago.");

        Project.Receiver.Default = Answer.Status(410);
        await Project.PublishAsync();
        await ShowsStateAsync(page, "Disabled");
        await Expect(HealthOf(page)).ToContainTextAsync("Disabled by the service: The receiver answered 410 Gone.");
        await Expect(HealthOf(page).GetByRole(AriaRole.Link, new() { Name = "Change URL or settings" })).ToBeVisibleAsync();
        await LooksRightAsync(page, "health-disabled");

        // The receiver is there again; what was published meanwhile is held.
        Project.Receiver.Default = Answer.Ok;
        var held = await Project.PublishAsync();
        await page.ShowsAsync("1 held");
        await HealthOf(page).GetByRole(AriaRole.Button, new() { Name = "Enable destination" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send 1 delivery" }).ClickAsync();
        await Expect(HealthOf(page).GetByRole(AriaRole.Switch)).ToBeCheckedAsync();
        await BecomesAsync(held, DeliveryState.Delivered);
    }

    [BrowserFact]
    public async Task What_is_held_is_sent_or_discarded_as_chosen_when_the_destination_is_resumed()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await PauseAsync();
        var discarded = new[] { await Project.PublishAsync(), await Project.PublishAsync() };
        await using var page = await OpenAsync("/destinations");
        await page.ShowsAsync("2 held");
        var activity = page.Page.GetByRole(AriaRole.Switch, new() { Name = "CRM is active" });

        // The list asks, and nothing happens without an answer.
        await page.Page.Locator(".destinations .rz-switch").ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("2 deliveries have been held since the destination was paused");
        await LooksRightAsync(page, "resume-dialog");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Keep paused" }).ClickAsync();
        await Expect(page.Dialog).ToHaveCountAsync(0);
        await Expect(activity).Not.ToBeCheckedAsync();
        await Expect(activity).ToBeEnabledAsync(); // It takes no key until the answer has arrived.
        await activity.PressAsync("Space");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Discard 2 deliveries" }).ClickAsync();
        await Expect(activity).ToBeCheckedAsync();
        await Task.WhenAll(discarded.Select(one => BecomesAsync(one, DeliveryState.Cancelled)));

        // So does the destination's page.
        await PauseAsync();
        var sent = await Project.PublishAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "CRM" }).ClickAsync();
        await ShowsStateAsync(page, "Paused");
        await page.ShowsAsync("1 held");
        await page.Page.Locator(".health .rz-switch").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send 1 delivery" }).ClickAsync();
        await ShowsStateAsync(page, "Healthy");
        await BecomesAsync(sent, DeliveryState.Delivered);
        Assert.Single(Project.Receiver.Requests);
    }

    private async Task PauseAsync() =>
        await Project.Client.UpdateWebhookDestinationAsync(Project.TenantId, Project.ProjectId, "crm", new() { Enabled = false });

    private Task BecomesAsync(EventResponse published, string state) => Eventually.BecomesTrueAsync(
        async () =>
            (await Project.Client.ListDeliveriesAsync(Project.TenantId, Project.ProjectId, new DeliveryFilter { EventId = published.Id }))
            .Data is [var delivery] && delivery.State == state,
        $"the delivery is {state}");

    /// <summary>On a desk and a phone, in light and dark.</summary>
    private static async Task LooksRightAsync(DashboardPage page, string name)
    {
        var found = new List<string>();
        foreach (var (screen, width, height) in new[] { ("phone", 390, 844), ("desktop", 1280, 800) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{screen}-{scheme.ToString().ToLowerInvariant()}";
                await page.PictureAsync($"{name}-{look}");
                await page.AssertFitsAsync();
                found.AddRange(await Accessibility.FindViolationsAsync(page.Page, look));
            }
        }

        Accessibility.AssertNone(found);
    }

    private static ILocator HealthOf(DashboardPage page) => page.Page.Locator(".health");

    private static Task ShowsStateAsync(DashboardPage page, string state) =>
        Expect(HealthOf(page).Locator(".state").First).ToHaveTextAsync(state);

    private Task PublishUntilAsync(string destinationId, string state) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await Project.PublishAsync();
            return (await Project.Client.GetDestinationHealthAsync(Project.TenantId, Project.ProjectId, destinationId)).State == state;
        },
        $"the destination is {state}");

    private async Task<DashboardPage> OpenAsync(string path)
    {
        var page = await SignedInAsync();
        await page.Page.GotoAsync($"{path}?tenant={Project.TenantId}&project={Project.ProjectId}");
        await page.BecomesLiveAsync();
        return page;
    }
}
