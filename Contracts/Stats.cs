namespace Webhooks.Contracts;

/// <summary>How finely a chart is drawn.</summary>
public static class StatsStep
{
    /// <summary>A point per minute.</summary>
    public const string Minute = "minute";

    /// <summary>A point per hour.</summary>
    public const string Hour = "hour";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Minute, Hour];
}

/// <summary>Attempts over a span of time, by when they began.</summary>
/// <param name="From">Where the span begins: on a step's boundary.</param>
/// <param name="To">Where it ends, not included: on a step's boundary.</param>
/// <param name="Step">One of <see cref="StatsStep"/>.</param>
/// <param name="Totals">All attempts of the span.</param>
/// <param name="Series">One point per step, oldest first, also where nothing was attempted.</param>
public sealed record StatsResponse(
    DateTimeOffset From, DateTimeOffset To, string Step, StatsCounts Totals, IReadOnlyList<StatsPoint> Series);

/// <summary>
/// Recorded attempts by verdict, and how long they took. A percentile is at most 9.1 % off; it is <see langword="null"/> without attempts.
/// </summary>
public record StatsCounts
{
    /// <summary>Attempts the receiver took.</summary>
    public required long Delivered { get; init; }

    /// <summary>Attempts that failed and were to be made again.</summary>
    public required long Retry { get; init; }

    /// <summary>Attempts after which the delivery was given up.</summary>
    public required long Failed { get; init; }

    /// <summary>Attempts that were answered with 410: the delivery failed and its destination was paused.</summary>
    public required long Gone { get; init; }

    /// <summary>Half of the attempts took no longer, in milliseconds.</summary>
    public required double? P50Ms { get; init; }

    /// <summary>95 % of the attempts took no longer, in milliseconds.</summary>
    public required double? P95Ms { get; init; }

    /// <summary>99 % of the attempts took no longer, in milliseconds.</summary>
    public required double? P99Ms { get; init; }
}

/// <summary>The attempts of one minute or hour.</summary>
public sealed record StatsPoint : StatsCounts
{
    /// <summary>When it begins.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// Whether every event that was accepted in a span is accounted for: every matched destination has one delivery in one state.
/// </summary>
/// <param name="From">Where the span begins: at a full minute.</param>
/// <param name="To">Where it ends, not included: at a full minute.</param>
/// <param name="Accepted">Events accepted.</param>
/// <param name="Unmatched">Of them, those that matched no destination.</param>
/// <param name="Matched">Destinations matched, summed over the events.</param>
/// <param name="States">How many deliveries are in each <see cref="DeliveryState"/>; every state is there.</param>
/// <param name="Deliveries">The sum of <paramref name="States"/>.</param>
/// <param name="Balances">Whether <paramref name="Deliveries"/> is <paramref name="Matched"/>, as it always should be.</param>
/// <param name="Estimated">
/// More than 20,000 wait: their division into <c>pending</c>, <c>delivering</c>, <c>retrying</c>, <c>held</c> and <c>cancelled</c> is
/// estimated from a sample. All other numbers, and the sum, are exact.
/// </param>
public sealed record LedgerResponse(
    DateTimeOffset From, DateTimeOffset To, long Accepted, long Unmatched, long Matched, IReadOnlyDictionary<string, long> States,
    long Deliveries, bool Balances, bool Estimated);

/// <summary>
/// The deliveries that wait now: due, tried again later, or held. The number of a whole project is exact; counting for destinations stops
/// at a limit, so that it is quick whatever waits.
/// </summary>
/// <param name="Waiting">Deliveries that are not finished.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
/// <param name="OldestDueAt">When the delivery that is first due at a destination that is not paused is or was due; <see langword="null"/>
/// when there is none.</param>
/// <param name="Destinations">The destinations that something waits for, what is due first first, paused ones last; at most 100.</param>
/// <param name="Limit">Deliveries of the project that may wait; a publish that would make more is answered with 429.</param>
public sealed record QueueResponse(
    long Waiting, bool IsMore, DateTimeOffset? OldestDueAt, IReadOnlyList<QueuedDestination> Destinations, long Limit);

/// <summary>The deliveries that wait for one destination.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="Waiting">Deliveries that are not finished; all of them are held while the destination is paused.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
/// <param name="Paused">Whether the destination is paused.</param>
/// <param name="OldestDueAt">When the first of them is or was due.</param>
public sealed record QueuedDestination(string DestinationId, long Waiting, bool IsMore, bool Paused, DateTimeOffset OldestDueAt);
