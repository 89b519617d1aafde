using System.Globalization;

namespace Webhooks.Core.Sending;

/// <summary>Reads the <c>Retry-After</c> response header (RFC 9110, section 10.2.3).</summary>
public static class RetryAfterHeader
{
    // Keeps the sum with the present moment far inside DateTimeOffset; the rules limit the wait to 24 h anyway.
    private const double MaximumSeconds = 366 * 86_400d;

    /// <summary>The time asked for, or null when the value is neither seconds nor a date.</summary>
    /// <param name="value">Seconds, also with a fraction (receivers send such), or an HTTP date.</param>
    /// <param name="now">The moment seconds count from.</param>
    public static DateTimeOffset? Parse(string? value, DateTimeOffset now)
    {
        var text = value.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        // The parser also takes NaN and Infinity, whatever the style: only a text that begins like a number counts as one.
        if (char.IsAsciiDigit(text[0])
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return now.AddSeconds(Math.Min(seconds, MaximumSeconds));
        }

        return DateTimeOffset.TryParseExact(
            text,
            HttpDateFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var date)
            ? date
            : null;
    }

    // The three forms a recipient must accept: IMF-fixdate, RFC 850, asctime (RFC 9110, section 5.6.7).
    private static readonly string[] HttpDateFormats =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];
}
