using System.Globalization;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Shared;

/// <summary>How many attempts went well, in words.</summary>
internal static class Success
{
    /// <summary>Attempts in all.</summary>
    public static long AttemptsOf(StatsCounts counts) => counts.Delivered + counts.Retry + counts.Failed + counts.Gone;

    /// <summary>
    /// The share that the receivers took, such as <c>99.2 %</c>; a dash without attempts. Never rounded to all or nothing.
    /// </summary>
    public static string RateOf(long good, long all)
    {
        if (all == 0)
        {
            return "–";
        }

        var percent = 100.0 * good / all;
        var shown = good == all || good == 0 ? percent : Math.Clamp(Math.Round(percent, 1), 0.1, 99.9);
        return string.Create(CultureInfo.InvariantCulture, $"{shown:0.#} %");
    }

    /// <summary>The same of counts.</summary>
    public static string RateOf(StatsCounts counts) => RateOf(counts.Delivered, AttemptsOf(counts));

    /// <summary>A count that may have stopped at a limit, such as <c>1,000+</c>.</summary>
    public static string Count(long count, bool isMore = false) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0}{(isMore ? "+" : "")}");

    /// <summary>Milliseconds as people read them.</summary>
    public static string Duration(double? milliseconds) => milliseconds switch
    {
        null => "–",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
    };
}
