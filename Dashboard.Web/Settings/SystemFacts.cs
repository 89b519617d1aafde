using System.Globalization;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>Says in words how the service is doing.</summary>
internal static class SystemFacts
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Such as <c>1.4 GiB</c>.</summary>
    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size.ToString(size < 10 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }

    /// <summary>Such as <c>0.4 ms</c>; a dash without an answer.</summary>
    public static string Latency(double? milliseconds) =>
        milliseconds is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:0.0} ms") : "–";

    /// <summary>A count, marked as an estimate when it is one.</summary>
    public static string Count(long count, bool estimated) =>
        string.Create(CultureInfo.InvariantCulture, $"{(estimated ? "about " : "")}{count:#,0}");

    /// <summary>The trouble of a destination, in words.</summary>
    public static string Trouble(DestinationInTrouble destination) => destination.Trouble switch
    {
        DestinationTrouble.Disabled => $"Paused by the service: {destination.Reason}",
        DestinationTrouble.Open => $"Sending paused (circuit open): {Failed(destination)}",
        DestinationTrouble.Failing => Failed(destination),
        DestinationTrouble.Behind => "Behind: the oldest delivery is overdue by more than a minute",
        _ => destination.Trouble,
    };

    private static string Failed(DestinationInTrouble destination) => string.Create(
        CultureInfo.InvariantCulture,
        $"{destination.FailedLately} of {destination.FailedLately + destination.DeliveredLately} attempts in the last 15 minutes failed");
}
