using Microsoft.Playwright;
using Webhooks.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>A form whose circuit is gone for good: the page that follows has everything that was typed, but for secrets.</summary>
public sealed class DraftTests : Story
{
    [BrowserFact]
    public async Task Destination_form_has_its_rows_again_and_names_the_secrets_to_type_again()
    {
        await Project.Client.CreateWebhookDestinationAsync(
            Project.TenantId, Project.ProjectId, new("CRM", Project.Receiver.Url().AbsoluteUri, ["event.created"])
            {
                Id = "crm",
                Headers = new Dictionary<string, string> { ["X-First"] = "first value", ["X-Gone"] = "gone value", ["X-Last"] = "last value" },
            });
        await using var page = await OpenAsync("/destinations/crm/edit");
        await page.Page.GetByLabel("Name of header 3").FillAsync("X-Renamed");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove header 2" }).ClickAsync();
        var add = page.Page.GetByRole(AriaRole.Button, new() { Name = "Add header" });
        await add.ClickAsync();
        await add.ClickAsync();
        await page.Page.GetByLabel("Name of header 4").FillAsync("X-New");
        await page.Page.GetByLabel("Value of header 4", new() { Exact = true }).FillAsync("a new secret");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove header 3" }).ClickAsync();
        await page.Page.GetByText("Retries and limits").ClickAsync();
        await page.Page.GetByLabel("Retries", new() { Exact = true }).SelectOptionAsync("Custom waits");
        await page.Page.GetByLabel("Waits (seconds)").FillAsync("7, 70");
        await Expect(page.Page.Locator(".header-row")).ToHaveCountAsync(3);

        await LoseTheCircuitAsync(page, "a new secret", "first value");

        await Expect(page.Page.GetByLabel("Waits (seconds)")).ToHaveValueAsync("7, 70");
        await Expect(page.Page.GetByLabel("Name of header 1")).ToHaveValueAsync("X-First");
        await Expect(page.Page.GetByLabel("Name of header 2")).ToHaveValueAsync("X-Renamed");
        await Expect(page.Page.GetByLabel("Name of header 3")).ToHaveValueAsync("X-New");
        await Expect(page.Page.Locator(".header-row")).ToHaveCountAsync(3);
        await Expect(page.Page.Locator("#lost-secrets-notice")).ToContainTextAsync("Enter again: Value of header 3.");
        await page.PictureAsync("draft-back-desktop");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.Page.GetByLabel("Value of header 3", new() { Exact = true }).FillAsync("typed again");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "CRM", Exact = true })).ToBeVisibleAsync();
        var stored = await Project.Client.GetWebhookDestinationAsync(Project.TenantId, Project.ProjectId, "crm");
        Assert.Equal(
            new Dictionary<string, string> { ["X-First"] = "first value", ["X-Renamed"] = "last value", ["X-New"] = "typed again" },
            new Dictionary<string, string>(stored.Headers!)); // It has some.
        Assert.Equal([7, 70], stored.RetryPolicy.WaitSeconds);
    }

    [BrowserFact]
    public async Task Trigger_form_has_what_is_shown_because_of_a_choice()
    {
        await Project.Client.CreateAgentAsync(Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales"));
        await using var page = await OpenAsync("/triggers/new");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Push");
        await page.Page.GetByLabel("Authentication").SelectOptionAsync("custom");
        await page.Page.GetByLabel("Signature header").FillAsync("X-Signature");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add header" }).ClickAsync();
        await page.Page.GetByLabel("Name of header 1").FillAsync("X-Shop");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add part" }).ClickAsync();
        await page.Page.GetByLabel("Name or text of part 2").FillAsync("X-Time");
        await page.Page.GetByLabel("Secret").FillAsync("a secret that was agreed on");

        await LoseTheCircuitAsync(page, "a secret that was agreed on");

        await Expect(page.Page.GetByLabel("Signature header")).ToHaveValueAsync("X-Signature");
        await Expect(page.Page.GetByLabel("Name of header 1")).ToHaveValueAsync("X-Shop");
        await Expect(page.Page.GetByLabel("Name or text of part 2")).ToHaveValueAsync("X-Time");
        await Expect(page.Page.Locator("#lost-secrets-notice")).ToContainTextAsync("Enter again: Secret.");
        await Expect(page.Page.GetByLabel("Secret")).ToBeEmptyAsync();
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.PictureAsync("draft-back-phone");
        await page.AssertFitsAsync();
    }

    private static async Task LoseTheCircuitAsync(DashboardPage page, params string[] secrets)
    {
        await page.Page.AddInitScriptAsync("window.draft = JSON.stringify(sessionStorage)");
        await page.Page.EvaluateAsync("() => { window.sameDocument = true; document.querySelector('[data-reload]').click(); }");
        await page.Page.WaitForFunctionAsync("() => !window.sameDocument && document.documentElement.dataset.circuit === 'stands'");
        var draft = await page.Page.EvaluateAsync<string>("() => window.draft");
        Assert.Contains("values", draft, StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, draft, StringComparison.Ordinal);
        }
    }

    private async Task<DashboardPage> OpenAsync(string path)
    {
        var page = await SignedInAsync();
        await page.Page.GotoAsync($"{path}?tenant={Project.TenantId}&project={Project.ProjectId}");
        await page.StandsAsync();
        return page;
    }
}
