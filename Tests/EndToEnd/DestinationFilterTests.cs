using System.Globalization;
using System.Text.RegularExpressions;
using Webhooks.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The filter by destination in a project with more of them than a list should hold.</summary>
public sealed class DestinationFilterTests : Story
{
    [BrowserFact]
    public async Task Destination_that_is_in_no_short_list_is_looked_for_and_named()
    {
        // The oldest is not among the hundred newest.
        await Project.CreateDestinationAsync("crm", "CRM of the sales team");
        foreach (var number in Enumerable.Range(0, 100))
        {
            await Project.Client.CreateWebhookDestinationAsync(Project.TenantId, Project.ProjectId, new CreateWebhookDestinationRequest(
                string.Create(CultureInfo.InvariantCulture, $"Warehouse {number}"), Project.Receiver.Url("/other").AbsoluteUri,
                ["feedback.created"]));
        }

        await Project.PublishAsync();
        await using var page = await SignedInAsync();
        await Expect(page.RowsOf("CRM of the sales team")).ToHaveCountAsync(1);
        var field = page.Page.GetByLabel("Destination", new() { Exact = true });
        var offered = page.Page.Locator("#destinations option");

        await field.PressSequentiallyAsync("warehouse 7");
        await Expect(offered).ToHaveCountAsync(11); // 7 and 70 to 79.
        await field.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]destination="));
        await Expect(field).ToHaveValueAsync("Warehouse 7");
        await page.ShowsAsync("No matching deliveries");

        await field.FillAsync("warehouse 8x");
        await field.PressAsync("Enter");
        await Expect(page.Page.GetByText("No destination matches by name")).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("warehouse 8x");
        await page.PictureAsync("destination-filter-unknown-desktop");
        await Accessibility.AssertAsync(page.Page);
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.AssertFitsAsync();
        await page.PictureAsync("destination-filter-unknown-phone");
        await page.Page.SetViewportSizeAsync(1280, 800);

        await field.FillAsync("SALES");
        await field.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]destination=crm(&|$)"));
        await Expect(field).ToHaveValueAsync("CRM of the sales team");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.Page.ReloadAsync();
        await page.BecomesLiveAsync();
        await Expect(field).ToHaveValueAsync("CRM of the sales team");

        await field.FillAsync("");
        await field.PressAsync("Enter");
        await Expect(page.Page).Not.ToHaveURLAsync(new Regex("[?&]destination="));
    }
}
