using System.Net.Http.Json;
using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class TraceLinkTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [BrowserTheory]
    [InlineData("https://traces.example.com/trace/{traceId}", $"https://traces.example.com/trace/{Trace}")]
    [InlineData(null, null)]
    public async Task Page_of_a_delivery_links_to_its_trace_where_traces_have_an_address(string? template, string? expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var application = await StoryApplication.StartAsync(database, ("Telemetry:TraceUrl", template));
        await using var project = await StoryProject.CreateAsync(application.Http);
        await project.CreateDestinationAsync("crm", "CRM");
        var key = StoryProject.KeyOf(await project.CreateKeyAsync("publisher"));
        using var publish = new HttpRequestMessage(HttpMethod.Post, "/run/v1/events")
        {
            Headers = { { "Authorization", $"Bearer {key}" }, { "traceparent", $"00-{Trace}-b7ad6b7169203331-01" } },
            Content = JsonContent.Create(new PublishEventRequest("order.shipped"), options: WebhooksJson.Options),
        };
        (await application.Http.SendAsync(publish)).EnsureSuccessStatusCode();
        await using var page = await Browser.OpenAsync(application.Address);
        await page.SignInAsync(project.AdminKey, project.TenantId, project.ProjectId);
        await page.BecomesLiveAsync();

        await page.RowsOf("CRM").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Head).ToContainTextAsync("event.created to CRM");

        var link = page.Page.GetByRole(AriaRole.Link, new() { Name = "Open trace" });
        await (expected is null ? Expect(link).ToHaveCountAsync(0) : Expect(link).ToHaveAttributeAsync("href", expected));
    }
}
