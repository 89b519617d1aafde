using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class LiveDeliveryTests : Story
{
    [BrowserFact]
    public async Task Published_event_appears_without_a_reload_and_becomes_delivered()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync();
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.Page.EvaluateAsync("() => { window.sameDocument = true; }");

        await Project.PublishAsync();

        await Expect(page.Rows).ToHaveCountAsync(2);
        await Expect(page.RowsOf("CRM").Filter(new() { HasText = "delivered" })).ToHaveCountAsync(2);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        Assert.Equal(2, (await Project.Receiver.WaitForRequestsAsync(2)).Count);
    }

    [BrowserFact]
    public async Task Failing_receiver_shows_as_retrying_with_the_reason_and_once_mended_as_delivered()
    {
        Project.Receiver.Choose = request => request.Path switch
        {
            "/warehouse" => Answer.Status(503, """{"error":"The queue of the receiver is full."}"""),
            "/billing" => Answer.Status(404, "No such page."),
            _ => null,
        };
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.CreateDestinationAsync("warehouse", "Warehouse");
        await Project.CreateDestinationAsync("billing", "Old billing system");
        await using var page = await SignedInAsync();

        await Project.PublishAsync();

        await Expect(page.RowsOf("Warehouse")).ToContainTextAsync("retrying");
        await Expect(page.RowsOf("Warehouse")).ToContainTextAsync("HTTP 503");
        await Expect(page.RowsOf("Old billing system")).ToContainTextAsync("failed");
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await page.PictureAsync("deliveries-desktop");
        await page.RowsOf("Warehouse").ClickAsync();
        await Expect(page.Head).ToContainTextAsync("event.created to Warehouse");
        await Expect(page.Attempts.Filter(new() { HasText = "HTTP 503" })).Not.ToHaveCountAsync(0);
        await Expect(page.Attempts.First).ToContainTextAsync("The queue of the receiver is full.");
        await page.PictureAsync("delivery-retrying-desktop");

        Project.Receiver.Choose = null;

        await Expect(page.Head).ToContainTextAsync("delivered");
        await Expect(page.Attempts.First).ToContainTextAsync("HTTP 200");
        await page.PictureAsync("delivery-desktop");
        await page.Page.GoBackAsync();
        await Expect(page.RowsOf("Warehouse")).ToContainTextAsync("delivered");
        await Expect(page.RowsOf("Warehouse")).Not.ToContainTextAsync("HTTP 503");
    }

    [BrowserFact]
    public async Task Delivery_opens_from_the_keyboard()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await using var page = await SignedInAsync();

        await page.Rows.GetByRole(AriaRole.Link, new() { Name = "event.created" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Attempts).ToContainTextAsync("HTTP 200");
    }

    [BrowserFact]
    public async Task Empty_project_shows_commands_that_lead_to_the_first_delivery()
    {
        await using var page = await SignedInAsync();
        await page.ShowsAsync("No deliveries yet");
        await Expect(page.Commands).ToHaveCountAsync(2);
        await page.PictureAsync("empty-desktop");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.PictureAsync("empty-phone");
        await page.AssertFitsAsync();
        await Accessibility.AssertAsync(page.Page);

        var createDestination = await page.Commands.First.InnerTextAsync();
        await Shell.RunAsync(
            createDestination.Replace("https://example.com/webhooks", Project.Receiver.Url("/mine").AbsoluteUri, StringComparison.Ordinal),
            Project.AdminKey);

        await Expect(page.Commands).ToHaveCountAsync(1);
        await Shell.RunAsync(await page.Commands.InnerTextAsync(), Project.AdminKey);
        await Expect(page.RowsOf("My receiver")).ToContainTextAsync("delivered");
        Assert.Equal("/mine", Assert.Single(await Project.Receiver.WaitForRequestsAsync(1)).Path);
    }

    [BrowserFact]
    public async Task Page_whose_connection_broke_comes_back_with_what_it_showed()
    {
        await using var page = await OpenAsync();
        var connections = new ConcurrentQueue<IWebSocketRoute>();
        await page.Page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            socket.ConnectToServer();
            connections.Enqueue(socket);
        });
        await page.SignInAsync(Project.AdminKey, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        await page.ShowsAsync("No deliveries yet"); // What the page began with, and must not fall back to.
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.PublishAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await page.Page.EvaluateAsync("""
            () => new MutationObserver(() => { window.fellBack ||= document.querySelector('.next-step') !== null; })
                .observe(document.body, { childList: true, subtree: true })
            """);

        await Assert.Single(connections).CloseAsync();
        await Project.PublishAsync();

        await Expect(page.Rows).ToHaveCountAsync(2);
        Assert.Equal(2, connections.Count);
        Assert.False(await page.Page.EvaluateAsync<bool>("() => window.fellBack === true"));
    }

    [BrowserFact]
    public async Task Everything_fits_on_a_phone()
    {
        Project.Receiver.Choose = request => request.Path == "/warehouse" ? Answer.Status(503, "Full.") : null;
        await Project.CreateDestinationAsync("crm", "CRM");
        await Project.CreateDestinationAsync("warehouse", "Warehouse");
        await using var page = await Browser.OpenAsync(Application.Address, width: 390, height: 844);
        await page.Page.GotoAsync("/deliveries");
        await PictureThatFitsAsync(page, "sign-in-phone");
        await page.FillInAsync(Project.AdminKey, Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        await Expect(page.Commands).ToHaveCountAsync(1);
        await PictureThatFitsAsync(page, "empty-phone");

        await Project.PublishAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await Expect(page.RowsOf("Warehouse")).ToContainTextAsync("HTTP 503");
        await PictureThatFitsAsync(page, "deliveries-phone");

        await page.RowsOf("Warehouse").GetByRole(AriaRole.Link, new() { Name = "event.created" }).ClickAsync();
        await Expect(page.Attempts.First).ToContainTextAsync("HTTP 503");
        await PictureThatFitsAsync(page, "delivery-phone");
    }

    private static async Task PictureThatFitsAsync(DashboardPage page, string name)
    {
        await page.PictureAsync(name);
        await page.AssertFitsAsync();
    }
}
