using System.Globalization;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>
/// The stretch of time a log shows: the last so and so long, which moves with the clock, or from one moment to another; everything when
/// neither is set.
/// </summary>
/// <param name="Last">Key of <see cref="Choices"/>, such as <c>1h</c>.</param>
/// <param name="From">Its beginning; used without <paramref name="Last"/>.</param>
/// <param name="To">Its end, not included; used without <paramref name="Last"/>.</param>
public sealed record TimeRange(string? Last = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    private const string LastParameter = "last";
    private const string FromParameter = "from";
    private const string ToParameter = "to";

    /// <summary>Everything.</summary>
    public static TimeRange All { get; } = new();

    /// <summary>The stretches to choose from.</summary>
    public static IReadOnlyList<TimeRangeChoice> Choices { get; } =
    [
        new("15m", "Last 15 minutes", TimeSpan.FromMinutes(15)),
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("24h", "Last 24 hours", TimeSpan.FromHours(24)),
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsSet => Last is not null || From is not null || To is not null;

    /// <summary>The stretch in an address; what is no time is left out.</summary>
    internal static TimeRange Of(UrlQuery query)
    {
        var last = query.OneOf(LastParameter, Choices.Select(choice => choice.Key));
        return last is not null ? new TimeRange(last) : new TimeRange(null, Time(query.Text(FromParameter)), Time(query.Text(ToParameter)));
    }

    /// <summary>The parameters for an address.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters =>
    [
        new(LastParameter, Last),
        new(FromParameter, Last is null ? Text(From) : null),
        new(ToParameter, Last is null ? Text(To) : null),
    ];

    /// <summary>Beginning and end at a given time.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) At(DateTimeOffset now) =>
        Choices.FirstOrDefault(choice => choice.Key == Last) is { } choice ? (now - choice.Span, null) : (From, To);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A stretch of time to choose.</summary>
/// <param name="Key">Its text in an address.</param>
/// <param name="Text">The text shown to people.</param>
/// <param name="Span">How long it is.</param>
public sealed record TimeRangeChoice(string Key, string Text, TimeSpan Span);
