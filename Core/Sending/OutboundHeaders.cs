using System.Net.Http.Headers;

namespace Webhooks.Core.Sending;

/// <summary>
/// Puts a destination's custom headers on a message. Reserved names and line breaks are refused when a destination is saved; here
/// they are left out once more, because a second signature or a smuggled header would be a hole.
/// </summary>
internal static class OutboundHeaders
{
    public static void AddCustom(
        IReadOnlyList<KeyValuePair<string, string>> custom, HttpRequestHeaders headers, HttpContentHeaders contentHeaders)
    {
        for (var i = 0; i < custom.Count; i++)
        {
            var (name, value) = custom[i];
            if (CustomHeaders.IsReserved(name) || value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                continue;
            }

            // Names such as Content-Language belong to the content's headers and are refused by the others.
            if (!headers.TryAddWithoutValidation(name, value))
            {
                contentHeaders.TryAddWithoutValidation(name, value);
            }
        }
    }

    public static void AddUnlessSet(HttpRequestHeaders headers, string name, string value)
    {
        if (!headers.NonValidated.Contains(name))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
