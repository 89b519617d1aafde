using System.Globalization;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>How often a piece of housekeeping runs, in the format of a scheduler that knows times of day and not intervals.</summary>
internal static class CronSchedule
{
    private const int SecondsOfMinute = 60;
    private const int MinutesOfHour = 60;
    private const int HoursOfDay = 24;

    /// <summary>Cron expression of five fields, or of six when seconds count.</summary>
    /// <param name="every">Whole seconds that divide a minute, whole minutes that divide an hour, whole hours that divide a day, or a
    /// day.</param>
    /// <exception cref="ArgumentOutOfRangeException">Any other interval: a cron expression of it would not be even.</exception>
    public static string Of(TimeSpan every)
    {
        if (every == TimeSpan.FromDays(1))
        {
            return "0 0 * * *";
        }

        return Steps(every.TotalSeconds, SecondsOfMinute, "{0} * * * * *")
            ?? Steps(every.TotalMinutes, MinutesOfHour, "{0} * * * *")
            ?? Steps(every.TotalHours, HoursOfDay, "0 {0} * * *")
            ?? throw new ArgumentOutOfRangeException(nameof(every), every, "Housekeeping has to divide a minute, an hour or a day evenly.");
    }

    private static string? Steps(double interval, int whole, string format) =>
        interval >= 1 && interval < whole && double.IsInteger(interval) && whole % interval == 0
            ? string.Format(CultureInfo.InvariantCulture, format, interval == 1 ? "*" : $"*/{interval}")
            : null;
}
