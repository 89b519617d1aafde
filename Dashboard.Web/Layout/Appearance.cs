namespace Webhooks.Dashboard.Web.Layout;

/// <summary>
/// Light, dark, or as the user's system prefers. A choice is kept in a cookie, so that the first byte of a page is right and
/// nothing flashes; both style sheets of Radzen are linked, and the media they are for decide which applies.
/// </summary>
/// <param name="Choice"><c>light</c>, <c>dark</c> or <c>system</c>.</param>
internal sealed record Appearance(string Choice)
{
    /// <summary>Name of the cookie; <c>shell.js</c> sets it.</summary>
    public const string CookieName = "webhooks.theme";

    private const string Light = "light";
    private const string Dark = "dark";
    private const string System = "system";
    private const string Always = "all";
    private const string Never = "not all";

    /// <summary>The media in which the light style sheets apply.</summary>
    public string LightMedia => Choice switch
    {
        Light => Always,
        Dark => Never,
        _ => "(prefers-color-scheme: light)",
    };

    /// <summary>The media in which the dark style sheets apply.</summary>
    public string DarkMedia => Choice switch
    {
        Light => Never,
        Dark => Always,
        _ => "(prefers-color-scheme: dark)",
    };

    /// <summary>The choice of a request.</summary>
    public static Appearance Of(HttpRequest request) => Parse(request.Cookies[CookieName]);

    /// <summary>The choice a cookie tells; anything unknown is the system's.</summary>
    public static Appearance Parse(string? cookie) => new(cookie is Light or Dark ? cookie : System);
}
