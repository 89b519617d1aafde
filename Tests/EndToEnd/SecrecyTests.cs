using Microsoft.Playwright;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class SecrecyTests : Story
{
    [BrowserFact]
    public async Task Key_and_cookie_are_in_no_log_line_no_address_and_no_page()
    {
        const string wrongKey = "whk_live_a_key_that_was_never_made";
        Project.Receiver.Choose = request => request.Path == "/warehouse" ? Answer.Status(503) : null;
        await Project.CreateDestinationAsync("warehouse", "Warehouse");
        await using var page = await OpenAsync();
        var contents = new List<string>();

        await page.SignInAsync(wrongKey, Project.TenantId, Project.ProjectId);
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        contents.Add(await page.Page.ContentAsync());
        await page.FillInAsync(Project.AdminKey);
        await page.BecomesLiveAsync();
        var cookie = Assert.Single(await page.Page.Context.CookiesAsync(), cookie => cookie.Name == "webhooks.dashboard");
        await Project.PublishAsync();
        await Expect(page.RowsOf("Warehouse")).ToContainTextAsync("HTTP 503");
        await page.RowsOf("Warehouse").ClickAsync();
        await Expect(page.Attempts.First).ToBeVisibleAsync();
        contents.Add(await page.Page.ContentAsync());
        await page.Page.GotoAsync("/?tenant=nobody&project=nothing");
        await Expect(page.Notice).ToBeVisibleAsync();
        contents.Add(await page.Page.ContentAsync());
        await page.SignOutAsync();
        await Expect(page.SignInHeading).ToBeVisibleAsync();

        var lines = Application.Logs.Lines;
        Assert.Contains(
            lines,
            line => line.Contains($"/manage/tenants/{Project.TenantId}/projects/{Project.ProjectId}/deliveries", StringComparison.Ordinal));
        Assert.Contains(page.Urls, url => url.StartsWith("ws:", StringComparison.Ordinal));
        foreach (var secret in (string[])[wrongKey, Project.AdminKey, cookie.Value])
        {
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(page.Urls, url => url.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(contents, content => content.Contains(secret, StringComparison.Ordinal));
        }
    }

    [BrowserFact]
    public async Task Closed_page_asks_the_api_no_more()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await using var other = await StoryProject.CreateAsync(Application.Http);
        await using var closed = await SignedInAsync(other, other.AdminKey);
        await closed.ShowsAsync("No deliveries yet");
        await using var open = await SignedInAsync();
        var shown = 0;

        await closed.Page.CloseAsync();
        await PublishAndSeeAsync(); // Whatever was under way then has ended.
        await PublishAndSeeAsync();
        var asked = QuestionsAbout(other);
        Assert.NotEqual(0, asked);

        // The open page asks every second, and so would the closed one have.
        await PublishAndSeeAsync();
        await PublishAndSeeAsync();
        await PublishAndSeeAsync();
        Assert.Equal(asked, QuestionsAbout(other));

        async Task PublishAndSeeAsync()
        {
            await Project.PublishAsync();
            await Expect(open.Rows).ToHaveCountAsync(++shown);
        }
    }

    [BrowserFact]
    public async Task Addresses_of_the_api_have_no_pages()
    {
        await using var page = await OpenAsync();
        foreach (var (path, status) in ((string, int)[])[("/manage/nothing", 404), ("/run/nothing", 404), ("/openapi/nothing", 404), ("/health", 200), ("/alive", 200)])
        {
            var answer = await page.Page.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 });

            Assert.Equal((path, status), (path, answer.Status));
            Assert.DoesNotContain("<html", await answer.TextAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private int QuestionsAbout(StoryProject project) =>
        Application.Logs.Lines.Count(line =>
            line.Contains("Request starting", StringComparison.Ordinal)
            && line.Contains($"/manage/tenants/{project.TenantId}/projects/{project.ProjectId}/deliveries", StringComparison.Ordinal));
}
