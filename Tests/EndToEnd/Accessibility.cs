using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What axe finds.</summary>
internal static class Accessibility
{
    /// <summary>Looks at what the browser shows now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="look">How it is shown, to say so.</param>
    /// <returns>What is wrong with which element; empty when nothing is.</returns>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(IPage page, string look)
    {
        // Painted as it is now: on a busy machine some colours were still those of before.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var result = await page.RunAxe();
        return [
            .. result.Violations.SelectMany(
                violation => violation.Nodes.Select(node => $"{look}: {violation.Id}: {violation.Help}: {node.Html}"))];
    }

    /// <summary>Checks what the browser shows now, in light and dark; for what a page shows only after a click.</summary>
    /// <param name="page">The page.</param>
    public static async Task AssertAsync(IPage page)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            AssertNone(await FindViolationsAsync(page, scheme.ToString()));
        }
    }

    /// <summary>Fails with what was found, if anything was.</summary>
    public static void AssertNone(IReadOnlyList<string> violations) => Assert.True(violations.Count == 0, string.Join('\n', violations));
}
