using Microsoft.Playwright;

namespace Webhooks.Tests.EndToEnd.Tour;

/// <summary>What every page must be. Also takes the pictures of <c>./webhooks screenshots</c>.</summary>
public sealed class EveryPageTests
{
    private static readonly (string Name, int Width, int Height)[] Screens = [("desktop", 1280, 800), ("phone", 390, 844)];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    public static TheoryData<string> Routes => [.. DashboardRoutes.All];

    [BrowserTheory]
    [MemberData(nameof(Routes))]
    public async Task Page_fits_and_is_accessible_on_a_desk_and_a_phone_in_light_and_dark(string route)
    {
        var tour = await TourProject.GetAsync();
        var page = await tour.OpenAsync(route);
        var found = new List<string>();

        foreach (var (screen, width, height) in Screens)
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in Schemes)
            {
                await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{screen}-{scheme.ToString().ToLowerInvariant()}";
                await Screenshots.SaveWholeAsync(page.Page, $"{DashboardRoutes.NameOf(route)}-{look}");
                await page.AssertFitsAsync();
                found.AddRange(await Accessibility.FindViolationsAsync(page.Page, look));
            }
        }

        Accessibility.AssertNone(found);
    }
}
