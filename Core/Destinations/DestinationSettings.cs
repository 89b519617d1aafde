namespace Webhooks.Core.Destinations;

/// <summary>The ranges of a destination's settings.</summary>
public static class DestinationSettings
{
    /// <summary>Lowest <c>maxPerSecond</c>: one delivery in ten seconds.</summary>
    public const double MinimumPerSecond = 0.1;

    /// <summary>Highest <c>maxPerSecond</c>.</summary>
    public const double MaximumPerSecond = 10_000;

    /// <summary>Shortest time for an attempt, in seconds.</summary>
    public const int ShortestTimeoutSeconds = 1;

    /// <summary>Longest time for an attempt, in seconds. A worker that stops waits as long for the attempts in flight.</summary>
    public const int LongestTimeoutSeconds = 60;
}
