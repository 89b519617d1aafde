using System.Globalization;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Sending;

/// <summary>
/// How long to wait before each further attempt of a delivery. One wait fewer than attempts: after the last wait's attempt the
/// policy is used up. Two policies with the same waits are equal, whatever they were made from.
/// </summary>
public sealed record RetryWaits
{
    /// <summary>Most waits a custom policy may have.</summary>
    public const int MaximumWaits = 20;

    /// <summary>Shortest wait of a custom policy.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of a custom policy.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>
    /// Longest sum of the waits of a custom policy. A day of the log is dropped when no delivery of it waits any more, so one patient
    /// destination would keep the events of all tenants (docs/retention.md). Jitter and <c>Retry-After</c> come on top.
    /// </summary>
    public static readonly TimeSpan LongestInAll = TimeSpan.FromDays(14);

    private const string StandardName = "standard";
    private const string PersistentName = "persistent";

    private RetryWaits(IReadOnlyList<TimeSpan> waits) => Waits = waits;

    /// <summary>Three attempts, waits of 2 s and 4 s: the default, as the product's webhook documentation promises.</summary>
    public static RetryWaits Standard { get; } = new([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);

    /// <summary>
    /// Ten attempts over 75 h 35 min: the ladder of Standard Webhooks 1.0.0. The specification prints tries 1 to 5, 9 and 10; the
    /// waits before tries 6 to 8 are chosen so that its sums hold (try 9 at 51:35:05, try 10 at 75:35:05).
    /// </summary>
    public static RetryWaits Persistent { get; } = new(
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ]);

    /// <summary>The waits, the first one being that before attempt 2.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; }

    /// <summary>How many attempts the policy allows in all.</summary>
    public int MaxAttempts => Waits.Count + 1;

    /// <summary>A policy of chosen waits.</summary>
    /// <param name="waits">1 to 20 waits in whole seconds, each from 1 s to 7 days, at most 14 days in all.</param>
    public static Parsed<RetryWaits> Custom(IReadOnlyList<TimeSpan> waits) =>
        FaultOf(waits) is { } fault ? Parsed<RetryWaits>.Invalid(fault)
        : SumOf(waits) > LongestInAll ? Parsed<RetryWaits>.Invalid("must have waits that add up to at most 14 days (1209600 seconds)")
        : Parsed<RetryWaits>.Valid(new RetryWaits([.. waits]));

    /// <summary>
    /// Reads the storage form: <c>standard</c>, <c>persistent</c>, or waits in seconds joined by commas. A policy that was stored before
    /// the sum was limited ends with the last wait within <see cref="LongestInAll"/>.
    /// </summary>
    public static Parsed<RetryWaits> Parse(string? text)
    {
        switch (text)
        {
            case StandardName:
                return Parsed<RetryWaits>.Valid(Standard);
            case PersistentName:
                return Parsed<RetryWaits>.Valid(Persistent);
            case null or "":
                return Parsed<RetryWaits>.Invalid($"must be {StandardName}, {PersistentName} or a list of waits in seconds");
        }

        // Splitting stops one past the limit, so a hostile list costs nothing.
        var parts = text.Split(',', MaximumWaits + 1);
        var waits = new TimeSpan[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == MaximumWaits)
            {
                return Parsed<RetryWaits>.Invalid($"must have 1 to {MaximumWaits} waits");
            }

            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Parsed<RetryWaits>.Invalid($"must be {StandardName}, {PersistentName} or a list of waits in seconds");
            }

            waits[i] = TimeSpan.FromSeconds(seconds);
        }

        return FaultOf(waits) is { } fault
            ? Parsed<RetryWaits>.Invalid(fault)
            : Parsed<RetryWaits>.Valid(new RetryWaits([.. waits.TakeWhile((_, index) => SumOf(waits.Take(index + 1)) <= LongestInAll)]));
    }

    /// <inheritdoc/>
    public bool Equals(RetryWaits? other) => other is not null && Waits.SequenceEqual(other.Waits);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var wait in Waits)
        {
            hash.Add(wait);
        }

        return hash.ToHashCode();
    }

    /// <summary>The storage form; <see cref="Parse"/> reads it back to an equal policy.</summary>
    public override string ToString()
    {
        if (Equals(Standard))
        {
            return StandardName;
        }

        return Equals(Persistent)
            ? PersistentName
            : string.Join(',', Waits.Select(wait => ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
    }

    private static string? FaultOf(IReadOnlyList<TimeSpan> waits) =>
        waits.Count is 0 or > MaximumWaits ? $"must have 1 to {MaximumWaits} waits, not {waits.Count}"
        : waits.Any(wait => wait < ShortestWait || wait > LongestWait) ? "must have waits from 1 second to 7 days (604800 seconds) each"
        : waits.Any(wait => wait.Ticks % TimeSpan.TicksPerSecond != 0) ? "must have waits in whole seconds"
        : null;

    private static TimeSpan SumOf(IEnumerable<TimeSpan> waits) => waits.Aggregate(TimeSpan.Zero, static (sum, wait) => sum + wait);
}
