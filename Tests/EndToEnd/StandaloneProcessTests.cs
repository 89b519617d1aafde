using Microsoft.Playwright;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class StandaloneProcessTests : IDisposable
{
    private readonly string data = Path.Combine("/tmp", $"webhooks-standalone-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");

    [BrowserFact]
    public async Task First_start_says_once_where_the_first_person_signs_in()
    {
        var (first, address) = await StandaloneProgram.StartAsync(data, "first-key-chosen-by-the-owner");
        using var running = first;
        var unused = await Eventually.GetAsync(() => Task.FromResult(StandaloneProgram.LinkIn(first.Said)), "the link is said");

        // Another one, while everything runs; the one before is of no use from then on.
        var link = StandaloneProgram.LinkIn(await StandaloneProgram.RunAsync("sign-in-link", "--data", data, "--port", $"{address.Port}"));
        Assert.NotNull(link);
        Assert.StartsWith(address.AbsoluteUri, link, StringComparison.Ordinal);
        Assert.NotEqual(unused, link);
        await using var page = await Browser.OpenAsync(address);

        await page.Page.GotoAsync(link);
        await page.Page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();

        await page.BecomesLiveAsync();
        await Expect(page.Page.Locator(".switcher-button")).ToContainTextAsync("Default");
        Assert.Equal(0, await first.InterruptAsync());
        var (second, _) = await StandaloneProgram.StartAsync(data, "first-key-chosen-by-the-owner");
        using var restarted = second;
        Assert.Equal(0, await second.InterruptAsync());
        Assert.Null(StandaloneProgram.LinkIn(second.Said));

        // It starts the database for itself when nothing runs.
        Assert.NotNull(StandaloneProgram.LinkIn(await StandaloneProgram.RunAsync("sign-in-link", "--data", data)));
    }

    [BrowserFact]
    public async Task Fresh_start_shows_live_deliveries_and_a_restart_keeps_data_session_and_what_was_typed()
    {
        const string adminKey = "first-key-chosen-by-the-owner";
        await using var receiver = FakeReceiver.Start();
        var (first, address) = await StandaloneProgram.StartAsync(data, adminKey);
        using var running = first;
        await using var page = await Browser.OpenAsync(address);

        await page.SignInAsync(adminKey);
        await page.BecomesLiveAsync();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        var client = new WebhooksClient(http, adminKey) { PublishTarget = new PublishTarget("default", "default") };
        await client.CreateWebhookDestinationAsync(
            "default", "default", new CreateWebhookDestinationRequest("My receiver", receiver.Url().AbsoluteUri, ["event.created"]));
        await client.PublishEventAsync(new PublishEventRequest("order.shipped"));
        await Expect(page.RowsOf("My receiver")).ToContainTextAsync("delivered");
        await page.PictureAsync("standalone-desktop");
        var cookie = Assert.Single(await page.Page.Context.CookiesAsync(), cookie => cookie.Name == "webhooks.dashboard");

        var form = new DashboardPage(await page.Page.Context.NewPageAsync());
        await form.Page.GotoAsync("/settings/agents/new?tenant=default&project=default");
        await form.StandsAsync();
        await form.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("support");
        await form.Page.GetByLabel("Name").FillAsync("Customer support");

        // The pages are open all the while, and must not hold up the stop.
        Assert.Equal(0, await first.InterruptAsync());
        var (second, _) = await StandaloneProgram.StartAsync(data, adminKey, address.Port);
        using var restarted = second;

        // Nobody reloads it and nobody signs in again.
        await client.PublishEventAsync(new PublishEventRequest("order.shipped"));
        await Expect(page.RowsOf("My receiver").Filter(new() { HasText = "delivered" })).ToHaveCountAsync(2);

        // What was typed is still there, and is what the form sends.
        await form.StandsAsync();
        await Expect(form.Page.GetByLabel("Name")).ToHaveValueAsync("Customer support");
        await form.PictureAsync("form-after-restart-desktop");
        await form.Page.GetByRole(AriaRole.Button, new() { Name = "Create agent" }).ClickAsync();
        await Expect(form.Page.GetByRole(AriaRole.Heading, new() { Name = "Customer support" })).ToBeVisibleAsync();
        Assert.Equal("Customer support", (await client.GetAgentAsync("default", "default", "support")).Name);
        Assert.Equal(0, await second.InterruptAsync());

        foreach (var secret in (string[])[adminKey, cookie.Value])
        {
            Assert.DoesNotContain(first.Said.Concat(second.Said), line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
