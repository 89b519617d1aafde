using Microsoft.Playwright;

namespace Webhooks.Tests.EndToEnd;

/// <summary>The Chromium of this machine, started once for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
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

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Path of the browser, if there is one.</summary>
    public static string? Executable { get; } =
        new[]
        {
            Environment.GetEnvironmentVariable("WEBHOOKS_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Executable is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of its own, with cookies of its own.</summary>
    /// <param name="baseAddress">What relative addresses are relative to.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <returns>An empty page.</returns>
    public async Task<IPage> OpenAsync(Uri baseAddress, int width = 1280, int height = 800)
    {
        if (_browser is null)
        {
            throw new InvalidOperationException("No Chromium was found, and these tests need one.");
        }

        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new() { Width = width, Height = height },
        });
        return await context.NewPageAsync();
    }
}
