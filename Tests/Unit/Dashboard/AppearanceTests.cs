using Webhooks.Dashboard.Web.Layout;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class AppearanceTests
{
    [Theory]
    [InlineData(null, "system", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")]
    [InlineData("light", "light", "all", "not all")]
    [InlineData("dark", "dark", "not all", "all")]
    [InlineData("\"><script>", "system", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")]
    public void Style_sheets_apply_as_chosen_or_as_the_system_prefers(string? cookie, string choice, string light, string dark)
    {
        var appearance = Appearance.Parse(cookie);

        Assert.Equal((choice, light, dark), (appearance.Choice, appearance.LightMedia, appearance.DarkMedia));
    }
}
