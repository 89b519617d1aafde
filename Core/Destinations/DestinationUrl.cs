using System.Globalization;
using System.Net;
using System.Text;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Destinations;

/// <summary>
/// The URL of a destination, known to be one that deliveries may be sent to as far as its text can tell: absolute, http or https,
/// no user name or password, no fragment, no literal address that may not be called. <see cref="OutboundGuard"/> checks the addresses of a
/// name when they are dialled.
/// </summary>
public sealed record DestinationUrl
{
    /// <summary>Longest URL accepted, in characters.</summary>
    public const int MaximumLength = FieldLimits.Url;

    private DestinationUrl(string text, Uri uri)
    {
        Text = text;
        Uri = uri;
    }

    /// <summary>The URL as it was written, without surrounding blanks: what is stored and shown.</summary>
    public string Text { get; }

    /// <summary>The URL to send to.</summary>
    public Uri Uri { get; }

    /// <summary>Checks the text of a URL.</summary>
    /// <param name="text">The text that a person or a request supplied.</param>
    /// <param name="options">Whether https is required, and which networks may be called although they are not public.</param>
    public static Parsed<DestinationUrl> Parse(string? text, OutboundOptions options)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        if (trimmed.Length is 0 or > MaximumLength)
        {
            return Parsed<DestinationUrl>.Invalid($"must be a URL of 1 to {MaximumLength} characters");
        }

        // Parsers disagree on these, and a disagreement is a way around a check: blanks and controls, and backslashes.
        if (trimmed.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\'))
        {
            return Parsed<DestinationUrl>.Invalid("must not contain blanks, control characters or backslashes");
        }

        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || !trimmed.Contains("://", StringComparison.Ordinal))
        {
            return Parsed<DestinationUrl>.Invalid("must be an absolute URL such as https://example.com/webhooks");
        }

        return FindFault(uri, options) is { } fault
            ? Parsed<DestinationUrl>.Invalid(fault)
            : Parsed<DestinationUrl>.Valid(new DestinationUrl(trimmed, uri));
    }

    /// <summary>Scheme, host, port and path: a query often carries a key and must not reach a log.</summary>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Path);

    private static string? FindFault(Uri uri, OutboundOptions options)
    {
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        {
            return "must begin with https:// or http://";
        }

        if (options.RequireHttps && uri.Scheme != Uri.UriSchemeHttps)
        {
            return "must begin with https://";
        }

        // An empty user name ("https://@host/") leaves UserInfo empty, so the sign itself is looked for.
        if (uri.UserInfo.Length > 0 || AuthorityOf(uri.OriginalString).Contains('@'))
        {
            return "must not contain a user name or password";
        }

        // Refused rather than dropped: a fragment is never sent, so its author expects something that will not happen.
        if (uri.OriginalString.Contains('#'))
        {
            return "must not contain a fragment (#)";
        }

        if (uri.Port is < 1 or > 65535)
        {
            return "must have a port from 1 to 65535";
        }

        return FindHostFault(uri, options);
    }

    private static string? FindHostFault(Uri uri, OutboundOptions options)
    {
        if (HasLookalike(WithoutPort(AuthorityOf(uri.OriginalString))))
        {
            return "must have a host name of plain letters and digits: no full-width, circled or otherwise dressed-up characters";
        }

        // The parser has already turned decimal, octal, hexadecimal and short IPv4 forms into dotted ones.
        var host = uri.IdnHost.TrimEnd('.');
        if (host.Length is 0 or > 253 || uri.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            return "must have a valid host name";
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return AddressRules.IsAllowed(address, options.ParseAllowedNetworks(), options.ParseRefusedNetworks())
                ? null
                : "must not point to a private, local or reserved address";
        }

        var local = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        return local && !options.AllowLoopback ? "must not point to this machine (localhost)" : null;
    }

    /// <summary>
    /// Whether there is a character that resolvers and proxies may read as a plain digit, letter or dot, each in its own way: <c>⑯⑨.②⑤④</c>
    /// is 169.254 to some. Names in other scripts have letters of their own.
    /// </summary>
    private static bool HasLookalike(ReadOnlySpan<char> host)
    {
        foreach (var rune in host.EnumerateRunes())
        {
            if (!rune.IsAscii && (!(Rune.IsLetter(rune) || IsMark(rune)) || IsDressedUp(rune.Value)) && !IsFullStop(rune.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Letter-like symbols, enclosed, full-width and mathematical forms, the long s and the Kelvin sign among them.</summary>
    private static bool IsDressedUp(int value) => value is 0x17F or (>= 0x2100 and <= 0x218F) or (>= 0x2460 and <= 0x24FF)
        or (>= 0xFF00 and <= 0xFFEF) or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF);

    /// <summary>The full stops of IDNA, which the parser has turned into dots for the checks that follow.</summary>
    private static bool IsFullStop(int value) => value is 0x3002 or 0xFF0E or 0xFF61;

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> authority) =>
        authority.LastIndexOf(':') is >= 0 and var colon && !authority.StartsWith("[", StringComparison.Ordinal)
            ? authority[..colon]
            : authority;

    private static ReadOnlySpan<char> AuthorityOf(string url)
    {
        var authority = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        return end < 0 ? authority : authority[..end];
    }
}
