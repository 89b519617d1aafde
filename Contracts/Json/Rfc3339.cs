using System.Globalization;

namespace Webhooks.Contracts;

/// <summary>Reads timestamps as RFC 3339 writes them: date, time and offset from UTC.</summary>
public static class Rfc3339
{
    private const int MostFractionDigits = 9;
    private const int TickDigits = 7;

    /// <summary>
    /// Reads a timestamp such as <c>2026-01-31T09:30:00.123Z</c>. <c>T</c> and <c>Z</c> may be lower case, the fraction of a second has 1
    /// to 9 digits, and an offset is up to 23:59 hours. Seconds may be left out. What is finer than 100 nanoseconds is cut off.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The moment, in UTC; the default when the text is none.</param>
    /// <returns>Whether the text is a timestamp with an offset.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 17 || text[10] is not ('T' or 't')
            || !DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !TryReadClock(text[11..], out var time)
            || !TryReadEnd(text[11..][time.Length..], out var fraction, out var offset))
        {
            return false;
        }

        var ticks = date.Ticks + time.Ticks + fraction - offset;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadClock(ReadOnlySpan<char> text, out (long Ticks, int Length) time)
    {
        time = default;
        if (text.Length < 5 || text[2] != ':' || !TryReadTwo(text, 23, out var hours) || !TryReadTwo(text[3..], 59, out var minutes))
        {
            return false;
        }

        time = ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute), 5);
        if (text.Length >= 8 && text[5] == ':')
        {
            if (!TryReadTwo(text[6..], 59, out var seconds))
            {
                return false;
            }

            time = (time.Ticks + (seconds * TimeSpan.TicksPerSecond), 8);
        }

        return true;
    }

    /// <summary>The fraction of a second, which may be absent, and the offset, which may not.</summary>
    private static bool TryReadEnd(ReadOnlySpan<char> text, out long fraction, out long offset)
    {
        (fraction, offset) = (0, 0);
        if (text is ['.', ..])
        {
            var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > MostFractionDigits)
            {
                return false;
            }

            for (var place = 0; place < TickDigits; place++)
            {
                fraction = (fraction * 10) + (place < digits ? text[1 + place] - '0' : 0);
            }

            text = text[(1 + digits)..];
        }

        if (text is ['Z' or 'z'])
        {
            return true;
        }

        if (text is not ['+' or '-', _, _, ':', _, _] || !TryReadTwo(text[1..], 23, out var hours)
            || !TryReadTwo(text[4..], 59, out var minutes))
        {
            return false;
        }

        offset = ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryReadTwo(ReadOnlySpan<char> text, int most, out int number)
    {
        number = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        number = ((text[0] - '0') * 10) + (text[1] - '0');
        return number <= most;
    }
}
