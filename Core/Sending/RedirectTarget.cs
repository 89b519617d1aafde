namespace Webhooks.Core.Sending;

/// <summary>Names the address that an answer sends the caller to; it is not followed.</summary>
internal static class RedirectTarget
{
    /// <summary>Characters of an address that are shown.</summary>
    private const int LongestAddress = 500;

    /// <summary>The sentence for people; null when the answer is no redirect or names no address.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="url">The address that was asked.</param>
    public static string? Describe(HttpResponseMessage response, Uri url) =>
        (int)response.StatusCode is >= 300 and <= 399
        && response.Headers.NonValidated.TryGetValues("Location", out var location)
        && Uri.TryCreate(url, location.ToString(), out var target)
            ? $"the answer redirects to {NameOf(target)}, and redirects are not followed"
            : null;

    /// <summary>Without user and query, which may be secrets.</summary>
    private static string NameOf(Uri target)
    {
        const UriComponents Shown = UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path;
        var name = target.GetComponents(Shown, UriFormat.UriEscaped);
        return name.Length <= LongestAddress ? name : $"{name.AsSpan(0, LongestAddress)}…";
    }
}
