using Microsoft.Playwright;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Pictures for people to look at; nothing is compared.</summary>
internal static class Screenshots
{
    /// <summary>Names another folder than <c>artifacts/screenshots</c>; <c>./webhooks screenshots</c> sets it.</summary>
    public const string FolderVariable = "WEBHOOKS_SCREENSHOTS";

    /// <summary>Saves what the browser shows.</summary>
    public static Task SaveAsync(IPage page, string name) => SaveAsync(page, name, whole: false);

    /// <summary>Saves the whole page, also what is below the end of the window.</summary>
    public static Task SaveWholeAsync(IPage page, string name) => SaveAsync(page, name, whole: true);

    private static Task<byte[]> SaveAsync(IPage page, string name, bool whole) => page.ScreenshotAsync(
        new() { Path = Path.Combine(Folder(), $"{name}.png"), Animations = ScreenshotAnimations.Disabled, FullPage = whole });

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "screenshots");
    }
}
