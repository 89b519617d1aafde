using Microsoft.Playwright;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The Chromium of this machine, started once for all tests.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>How long anything in the browser may take. Only a defect needs it all.</summary>
    private const float PatienceInMilliseconds = 90_000;

    private static readonly string[] Flags =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly Shared<Browser> Chromium = new(StartAsync);

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// <summary>Path of the browser, if there is one.</summary>
    public static string? Executable { get; } =
        new[]
        {
            Environment.GetEnvironmentVariable("WEBHOOKS_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists);

    /// <summary>A window of its own, with cookies of its own.</summary>
    /// <param name="baseAddress">What relative addresses are relative to.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <returns>An empty page.</returns>
    public static async Task<DashboardPage> OpenAsync(Uri baseAddress, int width = 1280, int height = 800)
    {
        var chromium = await Chromium.GetAsync();
        var context = await chromium.browser.NewContextAsync(new()
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new() { Width = width, Height = height },
        });
        context.SetDefaultTimeout(PatienceInMilliseconds);
        return new DashboardPage(await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<Browser> StartAsync()
    {
        if (Executable is null)
        {
            throw new InvalidOperationException("No Chromium was found, and these tests need one.");
        }

        Assertions.SetDefaultExpectTimeout(PatienceInMilliseconds);
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags }));
    }
}
