namespace Webhooks.Dashboard.Web.People;

/// <summary>Names the browser that a user signed in with, in a few words.</summary>
internal static class BrowserName
{
    /// <summary>In the order to look in: most browsers also name others, to be served the same pages.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("Webhooks-Dashboard",
            "The dashboard")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Mac OS X", "a Mac"), ("CrOS",
            "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox on Linux</c>.</summary>
    /// <param name="userAgent">How the program called itself; null or empty when it did not.</param>
    public static string Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return "Unknown browser";
        }

        // Other programs are best named as they name themselves.
        return Find(Browsers, userAgent) is { } browser
            ? Find(Systems, userAgent) is { } system ? $"{browser} on {system}" : browser
            : userAgent.Split(' ')[0];
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
