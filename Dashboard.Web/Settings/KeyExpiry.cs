using System.Globalization;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>How long a new API key is good for.</summary>
internal static class KeyExpiry
{
    /// <summary>It does not expire.</summary>
    public const string Never = "never";

    /// <summary>It expires at the end of a day that is named.</summary>
    public const string OnDate = "date";

    /// <summary>The choices: a number of days, or one of the two above.</summary>
    public static IReadOnlyList<(string Value, string Text)> Choices { get; } =
        [(Never, "Never"), ("7", "In 7 days"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), (OnDate, "On a date …")];

    /// <summary>When a key expires.</summary>
    /// <param name="choice">One of <see cref="Choices"/>.</param>
    /// <param name="date">The day as <c>yyyy-MM-dd</c>; only looked at with <see cref="OnDate"/>.</param>
    /// <param name="now">Now.</param>
    /// <param name="expiresAt">The time; null = never.</param>
    /// <returns>False when no day is named.</returns>
    public static bool TryParse(string choice, string date, DateTimeOffset now, out DateTimeOffset? expiresAt)
    {
        expiresAt = null;
        switch (choice)
        {
            case Never:
                return true;
            case OnDate:
                if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    || day == DateOnly.MaxValue)
                {
                    return false;
                }

                // To the end of the day: who names one means that the key still works on it.
                expiresAt = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
                return true;
            default:
                var isNumber = int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var days);
                expiresAt = isNumber ? now.AddDays(days) : null;
                return isNumber;
        }
    }
}
