using Microsoft.Playwright;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Pictures for people to look at; nothing is compared.</summary>
internal static class Screenshots
{
    /// <summary>Saves what the browser shows to <c>artifacts/screenshots</c>.</summary>
    public static Task SaveAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), Animations = ScreenshotAnimations.Disabled });

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "screenshots");
    }
}
