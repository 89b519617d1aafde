using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed partial class OutageTests
{
    // On a busy machine the time for an answer is over before the connection has been refused often enough.
    private const string Away = "The service (cannot be reached|did not respond in time)\\.";

    [BrowserFact]
    public async Task Outage_of_the_api_is_said_and_recovered_from_without_a_reload()
    {
        await using var hosts = await SeparateHosts.StartAsync();
        await using var project = await StoryProject.CreateAsync(hosts.Http);
        await project.CreateDestinationAsync("crm", "CRM");
        project.Receiver.Default = Answer.Status(503);
        await project.PublishAsync();
        await using var page = await Browser.OpenAsync(hosts.Address);
        await page.SignInAsync(project.AdminKey, project.TenantId, project.ProjectId);
        await page.BecomesLiveAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("retrying");

        await hosts.StopApiAsync();
        await Expect(page.Notice).ToContainTextAsync(OutOfDate());
        await page.ShowsAsync("Interrupted");
        await Expect(page.RowsOf("CRM")).ToHaveCountAsync(1);
        await page.PictureAsync("outage-desktop");
        await using var latecomer = await Browser.OpenAsync(hosts.Address, width: 390, height: 844);
        await latecomer.SignInAsync(project.AdminKey, project.TenantId, project.ProjectId);
        await Expect(latecomer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(Outage());
        await latecomer.PictureAsync("sign-in-outage-phone");

        // The worker needs no Api, and the page catches up with it afterwards.
        var sent = project.Receiver.RequestCount;
        project.Receiver.Default = Answer.Ok;
        await project.Receiver.WaitForRequestsAsync(sent + 1);
        await hosts.StartApiAsync();
        await Expect(page.Notice).ToHaveCountAsync(0);
        await page.BecomesLiveAsync();
        await Expect(page.RowsOf("CRM")).ToContainTextAsync("delivered");
        await project.PublishAsync();
        await Expect(page.Rows).ToHaveCountAsync(2);
        await latecomer.FillInAsync(project.AdminKey);
        await Expect(latecomer.Rows).ToHaveCountAsync(2);
    }

    [GeneratedRegex(Away)]
    private static partial Regex Outage();

    [GeneratedRegex(Away + " Data may be out of date")]
    private static partial Regex OutOfDate();
}
