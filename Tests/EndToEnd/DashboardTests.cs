using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

public sealed class DashboardTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private DashboardApplication _application = null!; // Set before each test.

    public async Task InitializeAsync() => _application = await DashboardApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [BrowserFact]
    public async Task Wrong_key_is_refused_with_a_message_and_shown_nowhere()
    {
        const string wrongKey = "whk_live_somebody_elses_key";
        var page = await browser.OpenAsync(_application.BaseAddress);

        await page.GotoAsync("/");
        await page.GetByLabel("API key").FillAsync(wrongKey);
        await Screenshots.SaveAsync(page, "sign-in-desktop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This API key is not valid");
        await Screenshots.SaveAsync(page, "sign-in-refused-desktop");
        Assert.EndsWith("/sign-in", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain(wrongKey, page.Url + await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(_application.Log.Lines, line => line.Contains(wrongKey, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Right_key_opens_a_session_in_a_cookie_that_scripts_cannot_read()
    {
        var page = await SignedInAsync();

        var cookie = Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name == "webhooks.dashboard");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
        Assert.DoesNotContain(DashboardApplication.ApiKey, page.Url + await page.ContentAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(_application.Log.Lines);
        Assert.DoesNotContain(_application.Log.Lines, line => line.Contains(DashboardApplication.ApiKey, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task New_delivery_appears_without_a_reload_and_opens_with_its_attempts()
    {
        await _application.AddDestinationAsync("CRM", 200);
        await _application.AddDestinationAsync("Warehouse", 503);
        await _application.AddDestinationAsync("Old billing system", 404);
        await _application.PublishAsync();
        var page = await SignedInAsync();
        var rows = page.Locator(".deliveries tbody tr");
        await Expect(rows).ToHaveCountAsync(3);
        await page.EvaluateAsync("() => { window.sameDocument = true; }");

        await _application.PublishAsync();

        await Expect(rows).ToHaveCountAsync(6);
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        await Screenshots.SaveAsync(page, "deliveries-desktop");

        await rows.Filter(new() { HasText = "Warehouse" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator(".attempts li")).ToHaveCountAsync(2);
        await Expect(dialog).ToContainTextAsync("HTTP 503");
        await dialog.GetByText("Answer of the receiver").First.ClickAsync();
        await Screenshots.SaveAsync(page, "delivery-dialog-desktop");

        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Delivery_opens_from_the_keyboard()
    {
        await _application.AddDestinationAsync("CRM", 200);
        await _application.PublishAsync();
        var page = await SignedInAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "event.created" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("HTTP 200");
    }

    [BrowserFact]
    public async Task Project_without_deliveries_says_how_to_publish_the_first()
    {
        var page = await SignedInAsync();

        await Expect(page.Locator("pre")).ToHaveCountAsync(2);
        await Screenshots.SaveAsync(page, "empty-desktop");
        await _application.AddDestinationAsync("CRM", 200);
        await Expect(page.Locator("pre")).ToHaveCountAsync(1);
        await Expect(page.Locator("pre")).ToContainTextAsync($"curl -X POST {_application.BaseAddress}run/v1/events");

        await _application.PublishAsync();
        await Expect(page.Locator(".deliveries tbody tr")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Everything_fits_on_a_phone()
    {
        await _application.AddDestinationAsync("CRM", 200);
        await _application.AddDestinationAsync("Warehouse", 503);
        var page = await browser.OpenAsync(_application.BaseAddress, width: 390, height: 844);
        await page.GotoAsync("/");
        await AssertFitsAsync(page);
        await Screenshots.SaveAsync(page, "sign-in-phone");
        await SignInAsync(page);
        await Expect(page.Locator("pre")).ToHaveCountAsync(1);
        await AssertFitsAsync(page);
        await Screenshots.SaveAsync(page, "empty-phone");

        await _application.PublishAsync();
        await Expect(page.Locator(".deliveries tbody tr")).ToHaveCountAsync(2);
        await AssertFitsAsync(page);
        await Screenshots.SaveAsync(page, "deliveries-phone");

        await page.GetByRole(AriaRole.Button, new() { Name = "event.created" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).Locator(".attempts li").First).ToBeVisibleAsync();
        await AssertFitsAsync(page);
        await Screenshots.SaveAsync(page, "delivery-dialog-phone");
    }

    [BrowserFact]
    public async Task Outage_of_the_api_is_said_and_recovered_from()
    {
        await _application.AddDestinationAsync("CRM", 200);
        await _application.PublishAsync();
        var page = await SignedInAsync();
        var rows = page.Locator(".deliveries tbody tr");
        await Expect(rows).ToHaveCountAsync(1);

        _application.Api.IsDown = true;
        await Expect(page.Locator(".notice")).ToContainTextAsync("The service has a problem");
        await Expect(rows).ToHaveCountAsync(1);
        await Screenshots.SaveAsync(page, "outage-desktop");

        _application.Api.IsDown = false;
        await Expect(page.Locator(".notice")).ToHaveCountAsync(0);
        await _application.PublishAsync();
        await Expect(rows).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Revoked_key_leads_back_to_the_sign_in_page()
    {
        var page = await SignedInAsync();
        await Expect(page.GetByText("No deliveries yet")).ToBeVisibleAsync();

        _application.Api.IsKeyRevoked = true;

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your API key is no longer valid");
    }

    [BrowserFact]
    public async Task Closed_page_asks_the_api_no_more()
    {
        var page = await SignedInAsync();
        await Expect(page.GetByText("No deliveries yet")).ToBeVisibleAsync();
        await WaitForRequestsAsync(above: _application.Api.RequestCount);

        await page.CloseAsync();
        var atRest = await SettledRequestCountAsync();

        // Proves that the count would have risen, had anybody asked.
        var another = await SignedInAsync();
        await WaitForRequestsAsync(above: atRest);
        await another.CloseAsync();
    }

    [BrowserFact]
    public async Task Signing_in_and_out_need_a_token_of_the_page()
    {
        var page = await SignedInAsync();
        await Expect(page.GetByText("No deliveries yet")).ToBeVisibleAsync();

        foreach (var path in (string[])["/sign-in", "/sign-out"])
        {
            var form = page.Context.APIRequest.CreateFormData();
            form.Set("_handler", "sign-in").Set("Form.ApiKey", DashboardApplication.ApiKey);
            var forged = await page.Context.APIRequest.PostAsync(path, new() { Form = form, MaxRedirects = 0 });

            Assert.Equal((path, 400), (path, forged.Status));
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(page.GetByLabel("API key")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("API key")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Routes_of_the_api_are_left_alone()
    {
        var page = await browser.OpenAsync(_application.BaseAddress);
        foreach (var path in (string[])["/manage/nothing", "/run/nothing", "/openapi/nothing", "/health", "/alive"])
        {
            var answer = await page.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 });

            Assert.Equal((path, 404, ""), (path, answer.Status, await answer.TextAsync()));
        }
    }

    private static async Task AssertFitsAsync(IPage page)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(overflow <= 0, $"The page is {overflow} pixels wider than the screen.");
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("API key").FillAsync(DashboardApplication.ApiKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }

    private async Task<IPage> SignedInAsync()
    {
        var page = await browser.OpenAsync(_application.BaseAddress);
        await SignInAsync(page);

        // Before the circuit stands, a click or a key stroke would go nowhere.
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        return page;
    }

    private async Task WaitForRequestsAsync(int above)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (_application.Api.RequestCount <= above)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    /// <summary>The count once it has not risen for three intervals of the page.</summary>
    private async Task<int> SettledRequestCountAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var before = _application.Api.RequestCount;
            await Task.Delay(TimeSpan.FromSeconds(3), patience.Token);
            if (_application.Api.RequestCount == before)
            {
                return before;
            }
        }
    }
}
