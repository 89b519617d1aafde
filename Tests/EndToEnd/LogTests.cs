using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The logs of deliveries and events, and one of each.</summary>
public sealed class LogTests : Story
{
    [BrowserFact]
    public async Task Broken_receiver_is_seen_understood_mended_and_made_good()
    {
        Project.Receiver.Choose = request => request.Path == "/billing" ? Answer.Status(404, """{"error":"No such page."}""") : null;
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.CreateDestinationAsync("billing", "Billing");
        await using var page = await SignedInAsync();
        await page.ShowsAsync("No deliveries yet");

        await Project.PublishAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await Expect(page.RowsOf("Billing")).ToContainTextAsync("HTTP 404; not retried");

        // The filter is in the address: a view can be shared and comes back after a reload.
        await page.Page.GetByLabel("State").SelectOptionAsync("failed");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]state=failed"));
        await page.Page.ReloadAsync();
        await page.BecomesLiveAsync();
        await Expect(page.Page.GetByLabel("State")).ToHaveValueAsync("failed");
        await Expect(page.Rows).ToHaveCountAsync(1);

        await page.RowsOf("Billing").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Head).ToContainTextAsync("event.created to Billing");
        await Expect(page.Attempts).ToContainTextAsync("The receiver has nothing at this path. Check the destination's URL.");
        await Expect(page.Attempts).ToContainTextAsync("No such page.");

        Project.Receiver.Choose = null;
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Resend" }).ClickAsync();
        await Expect(page.Head).ToContainTextAsync("delivered");
        await Expect(page.Attempts).ToHaveCountAsync(2);

        // Back to the log by the browser's way, with the filter still on; without it everything is green.
        await page.Page.GoBackAsync();
        await page.ShowsAsync("No matching deliveries");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Payload_folds_is_searched_and_the_command_of_a_delivery_makes_it_again()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.Client.PublishEventAsync(new PublishEventRequest("order.shipped")
        {
            Properties = JsonSerializer.SerializeToElement(new { note = "it's «new»", lines = new[] { new { sku = "A-1" } } }),
        });
        var secret = (await Project.Client.GetDestinationSecretsAsync(Project.TenantId, Project.ProjectId, "crm")).Secrets[0].Secret;
        await using var page = await SignedInAsync();
        await page.RowsOf("CRM").Filter(new() { HasText = "delivered" }).GetByRole(AriaRole.Link).ClickAsync();
        var payload = page.Page.Locator(".payload-lines");
        await Expect(payload).ToContainTextAsync("note: \"it's «new»\"");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Collapse all", Exact = true }).ClickAsync();
        await Expect(payload).Not.ToContainTextAsync("note");
        await page.Page.GetByLabel("Search the payload").FillAsync("a-1");
        await Expect(page.Page.GetByText("Found once")).ToBeVisibleAsync();
        await Expect(payload.Locator(".match")).ToContainTextAsync("sku: \"A-1\"");
        await page.PictureAsync("payload-search-desktop");

        var command = await page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy as curl" }).GetAttributeAsync("data-copy");
        Assert.DoesNotContain(secret, await page.Page.ContentAsync(), StringComparison.Ordinal);
        await Shell.RunAsync(command!, "", ("WEBHOOK_SECRET", secret)); // The button has it, or the test fails there.

        var requests = await Project.Receiver.WaitForRequestsAsync(2);
        Assert.True(
            JsonElement.DeepEquals(
                JsonSerializer.Deserialize<JsonElement>(requests[0].Body), JsonSerializer.Deserialize<JsonElement>(requests[1].Body)));
        Assert.Equal(SignatureOutcome.Valid, new WebhookSignatureVerifier([secret]).Verify(
            requests[1].Body, requests[1].Header("webhook-id"), requests[1].Header("webhook-timestamp"),
            requests[1].Header("webhook-signature")));
    }

    [BrowserFact]
    public async Task What_is_read_stays_in_place_while_new_deliveries_are_counted()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.Client.PublishEventsAsync([.. Enumerable.Range(0, 60).Select(_ => new PublishEventRequest("order.shipped"))]);
        await using var page = await SignedInAsync();
        await Expect(page.Rows).ToHaveCountAsync(50);
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(50);
        var read = await page.Rows.Last.GetByRole(AriaRole.Link).GetAttributeAsync("href");

        await page.Rows.Last.ScrollIntoViewIfNeededAsync();
        await page.Page.Mouse.WheelAsync(0, 2_000);
        await Project.Client.PublishEventsAsync([.. Enumerable.Range(0, 3).Select(_ => new PublishEventRequest("order.shipped"))]);

        var newer = page.Page.GetByRole(AriaRole.Button, new() { Name = "3 new deliveries" });
        await Expect(newer).ToBeVisibleAsync();
        await Expect(page.Rows.Last.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", read!); // It was read just before.
        await Expect(page.Rows.Last).ToBeInViewportAsync();
        await page.PictureAsync("deliveries-held-desktop");
        await newer.ClickAsync();
        await Expect(newer).ToBeHiddenAsync();
        await Expect(page.Rows.First).ToBeInViewportAsync();
        await Expect(page.Rows.Last.GetByRole(AriaRole.Link)).Not.ToHaveAttributeAsync("href", read!); // Until then "older" means older than before.

        // Further back by links, and on from there.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Older →" }).ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(13);
        await page.ShowsAsync("End of list");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "← Newer" }).ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(50);
    }

    [BrowserFact]
    public async Task Selection_is_resent_with_its_progress()
    {
        Project.Receiver.Default = Answer.Status(404);
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.Client.PublishEventsAsync([.. Enumerable.Range(0, 55).Select(_ => new PublishEventRequest("order.shipped"))]);
        await using var page = await SignedInAsync();
        await Expect(page.Rows.Filter(new() { HasText = "failed" })).ToHaveCountAsync(50);
        Project.Receiver.Default = Answer.Ok;
        var bar = page.Page.Locator(".selection");

        // Two by hand, which hold their place while they are chosen.
        await page.Rows.Nth(1).GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Rows.Nth(2).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(bar).ToContainTextAsync("2 deliveries");
        await page.PictureAsync("deliveries-selection-desktop");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Resend 2 deliveries" }).ClickAsync();
        await page.ShowsAsync("2 deliveries queued for resend.");
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(2);
        await Expect(bar).ToHaveCountAsync(0);

        // All that fit a filter, those on the next page too.
        await page.Page.GetByLabel("State").SelectOptionAsync("failed");
        await Expect(page.Rows.Filter(new() { HasText = "failed" })).ToHaveCountAsync(50);
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all deliveries on this page" }).CheckAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Select all matching deliveries" }).ClickAsync();
        await Expect(bar).ToContainTextAsync("All matching deliveries");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Resend all" }).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Resend all" }).ClickAsync();
        await page.ShowsAsync("53 deliveries queued for resend.");
        await page.ShowsAsync("No matching deliveries");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(50);
        await Project.Receiver.WaitForRequestsAsync(110);
    }

    [BrowserFact]
    public async Task Chosen_deliveries_that_wait_are_cancelled_and_the_others_stay()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync();
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(1);
        await Project.Client.UpdateWebhookDestinationAsync(Project.TenantId, Project.ProjectId, "crm", new() { Enabled = false });
        await Project.Client.PublishEventsAsync([.. Enumerable.Range(0, 4).Select(_ => new PublishEventRequest("order.shipped"))]);
        await Expect(page.Rows.Filter(new() { HasText = "held" })).ToHaveCountAsync(4);

        foreach (var row in (int[])[1, 2, 4])
        {
            await page.Rows.Nth(row).GetByRole(AriaRole.Checkbox).CheckAsync();
        }

        await page.Page.SetViewportSizeAsync(390, 844);
        await page.AssertFitsAsync();
        await page.PictureAsync("deliveries-selection-phone");
        await page.Page.SetViewportSizeAsync(1280, 800);
        await page.Page.Locator(".selection").GetByRole(AriaRole.Button, new() { Name = "Cancel 2 waiting…" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("2 selected deliveries are waiting");
        await Expect(page.Dialog).ToContainTextAsync("1 selected delivery is not waiting and stays as it is.");
        await page.PictureAsync("deliveries-cancel-desktop");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel 2 deliveries" }).ClickAsync();
        await page.ShowsAsync("2 deliveries cancelled.");
        await Expect(page.Rows.Filter(new() { HasText = "cancelled" })).ToHaveCountAsync(2);
        await Expect(page.Rows.Filter(new() { HasText = "held" })).ToHaveCountAsync(2);
        await Expect(page.Rows.Last).ToContainTextAsync("delivered");
        await page.PictureAsync("deliveries-cancelled-desktop");
        await Accessibility.AssertAsync(page.Page);
    }

    [BrowserFact]
    public async Task Events_tell_who_was_told_and_why_nobody_was()
    {
        await Project.Client.CreateAgentAsync(Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales"));
        await Project.CreateDestinationAsync("crm", "CRM");
        await using var page = await OpenAsync();
        await page.SignInAsync(Project.AdminKey, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Events" }).ClickAsync();
        await page.ShowsAsync("No events yet");

        await Project.PublishAsync();
        await Project.Client.StartConversationAsync(new StartConversationRequest("sales") { Id = "conv-1" });
        var rows = page.Page.Locator(".events tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Last).ToContainTextAsync("delivered");
        await Expect(rows.First).ToContainTextAsync("Not matched");
        await page.PictureAsync("events-desktop");
        await page.Page.GetByLabel("Destinations").SelectOptionAsync("no");
        await Expect(rows).ToHaveCountAsync(1);

        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.Locator(".unmatched")).ToContainTextAsync("CRM");
        await Expect(page.Page.Locator(".payload-lines")).ToContainTextAsync("conv-1");
        await page.PictureAsync("event-unmatched-desktop");
        await page.Page.GoBackAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await rows.Last.ClickAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await page.PictureAsync("event-desktop");
    }

    [BrowserFact]
    public async Task Viewer_sees_everything_and_can_change_nothing()
    {
        Project.Receiver.Default = Answer.Status(500);
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync(Project, StoryProject.KeyOf(await Project.CreateKeyAsync(ApiKeyRole.Viewer)));
        await Expect(page.Rows).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);

        await page.Rows.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.GetByText("Your role here is viewer")).ToBeVisibleAsync();
        await Expect(page.Attempts.First).ToContainTextAsync("HTTP 500");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Send now" })).ToHaveCountAsync(0);
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Delivery_that_waits_is_called_off_after_a_question()
    {
        Project.Receiver.Default = Answer.Status(500);
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync();
        await page.RowsOf("CRM").Filter(new() { HasText = "retrying" }).GetByRole(AriaRole.Link).ClickAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Cancel this delivery?");
        await page.PictureAsync("delivery-cancel-desktop");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel delivery" }).ClickAsync();

        await Expect(page.Dialog).ToHaveCountAsync(0);
        await Expect(page.Head).ToContainTextAsync("cancelled");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Resend" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task What_is_not_there_is_said_with_the_way_back()
    {
        await using var page = await SignedInAsync();
        foreach (var (path, heading) in ((string, string)[])[("deliveries/dlv_0", "No such delivery"), ("events/evt_nothing", "No such event")])
        {
            await page.Page.GotoAsync($"/{path}?tenant={Project.TenantId}&project={Project.ProjectId}");
            await page.ShowsAsync(heading);
        }
    }
}
