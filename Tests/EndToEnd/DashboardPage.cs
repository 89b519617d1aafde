using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The dashboard as somebody at a browser sees it.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> urls = new();

    public DashboardPage(IPage page)
    {
        Page = page;
        page.Request += (_, request) => urls.Enqueue(request.Url);
        page.WebSocket += (_, socket) => urls.Enqueue(socket.Url);
        page.FrameNavigated += (_, frame) => urls.Enqueue(frame.Url);
    }

    /// <summary>The window.</summary>
    public IPage Page { get; }

    /// <summary>Every address the browser asked for or showed.</summary>
    public IReadOnlyCollection<string> Urls => urls;

    /// <summary>The listed deliveries.</summary>
    public ILocator Rows => Page.Locator(".deliveries tbody tr");

    /// <summary>A question that is to be answered first.</summary>
    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>What a page is headed with, with the state of what it shows.</summary>
    public ILocator Head => Page.Locator(".page-head");

    /// <summary>The attempts of the delivery on the page, newest first.</summary>
    public ILocator Attempts => Page.Locator(".timeline > li:not(.next)");

    /// <summary>What is wrong, if anything is.</summary>
    public ILocator Notice => Page.Locator(".notice");

    /// <summary>The commands that an empty project is told.</summary>
    public ILocator Commands => Page.Locator(".next-step pre");

    /// <summary>The field for an API key, on the sign-in page for those.</summary>
    public ILocator KeyField => Page.GetByLabel("API key", new() { Exact = true });

    /// <summary>What the sign-in page is headed with.</summary>
    public ILocator SignInHeading => Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Webhooks" });

    /// <summary>Opens the menu of whoever is signed in, and shows who that is.</summary>
    public ILocator UserButton => Page.Locator(".user-button");

    /// <summary>The listed deliveries to this destination.</summary>
    public ILocator RowsOf(string destination) => Rows.Filter(new() { HasText = destination });

    /// <summary>Opens the page of the deliveries, which asks for a key, and gives it one.</summary>
    public async Task SignInAsync(string key, string? tenantId = null, string? projectId = null)
    {
        await Page.GotoAsync("/deliveries");
        await FillInAsync(key, tenantId, projectId);
    }

    /// <summary>Fills in the form for API keys, and sends it.</summary>
    public async Task FillInAsync(string key, string? tenantId = null, string? projectId = null)
    {
        var otherWay = Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with an API key" });
        if (await otherWay.IsVisibleAsync())
        {
            await otherWay.ClickAsync();
        }

        await KeyField.FillAsync(key);
        if (tenantId is not null)
        {
            await Page.GetByLabel("Tenant").FillAsync(tenantId);
        }

        if (projectId is not null)
        {
            await Page.GetByLabel("Project").FillAsync(projectId);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Fills in the form for users, and sends it.</summary>
    public async Task FillInPasswordAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail address").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Ends the session by the menu.</summary>
    public async Task SignOutAsync()
    {
        await UserButton.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
    }

    /// <summary>Waits for a page of this project.</summary>
    public Task ShowsProjectAsync(StoryProject project) =>
        Expect(Page).ToHaveURLAsync(new Regex($@"[?&]tenant={project.TenantId}&project={project.ProjectId}(&|#|$)"));

    /// <summary>Waits for the circuit. Before it stands, a click or a key stroke would go nowhere.</summary>
    public Task BecomesLiveAsync() => ShowsAsync("Live");

    /// <summary>The same for any page, live or not.</summary>
    public Task StandsAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.circuit === 'stands'");

    /// <summary>Waits for exactly this text.</summary>
    public Task ShowsAsync(string text) => Expect(Page.GetByText(text, new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>Checks that nothing is wider than the window.</summary>
    public async Task AssertFitsAsync()
    {
        var overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(overflow <= 0, $"The page is {overflow} pixels wider than the screen.");
    }

    /// <summary>Saves a picture for people to look at; nothing is compared.</summary>
    public Task PictureAsync(string name) => Screenshots.SaveAsync(Page, name);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
