using System.Globalization;

namespace Webhooks.Core.Triggers;

/// <summary>Which times a request may bear.</summary>
/// <param name="Now">When it arrived.</param>
/// <param name="ToleranceSeconds">How far its time may be off, both ways; null = its time does not matter.</param>
internal readonly record struct SignatureWindow(DateTimeOffset Now, int? ToleranceSeconds)
{
    /// <summary>The first number of Unix time that is taken for milliseconds; as seconds it would be the year 5138.</summary>
    private const long FirstMillisecond = 100_000_000_000;

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Unix seconds or milliseconds, or ISO-8601; null when it is none of them.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number switch
            {
                < FirstMillisecond => DateTimeOffset.FromUnixTimeSeconds(number),
                _ when number <= LastMillisecond => DateTimeOffset.FromUnixTimeMilliseconds(number),
                _ => null,
            };
        }

        // A date alone, or one in another notation, is no sender's time.
        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
    }

    public bool Contains(DateTimeOffset moment) =>
        ToleranceSeconds is not { } seconds || (Now - moment).Duration() <= TimeSpan.FromSeconds(seconds);
}
