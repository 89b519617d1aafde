namespace Webhooks.Tests.EndToEnd;

/// <summary>A test in a real browser: skipped on a machine without one, failing in CI, where one belongs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Executable is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "No Chromium was found. On Debian: apt-get install chromium. Elsewhere set WEBHOOKS_CHROMIUM to its path.";
        }
    }
}

/// <summary>The same as <see cref="BrowserFactAttribute"/>, for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
