using System.Globalization;

namespace Webhooks.Core.Attempts;

/// <summary>
/// How long to wait before each further attempt of a delivery. One wait fewer than attempts: after the last wait's attempt the
/// policy is used up. Two policies with the same waits are equal, whatever they were made from.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Most waits a custom policy may have.</summary>
    public const int MaximumWaits = 20;

    /// <summary>Shortest wait of a custom policy.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of a custom policy.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    private const string StandardName = "standard";
    private const string PersistentName = "persistent";

    private RetryPolicy(IReadOnlyList<TimeSpan> waits) => Waits = waits;

    /// <summary>Three attempts, waits of 2 s and 4 s: the default, as the product's webhook documentation promises.</summary>
    public static RetryPolicy Standard { get; } = new([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);

    /// <summary>
    /// Ten attempts over 75 h 35 min: the ladder of Standard Webhooks 1.0.0. The specification prints tries 1 to 5, 9 and 10; the
    /// waits before tries 6 to 8 are chosen so that its sums hold (try 9 at 51:35:05, try 10 at 75:35:05).
    /// </summary>
    public static RetryPolicy Persistent { get; } = new(
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
    /// <param name="waits">1 to 20 waits in whole seconds, each from 1 s to 7 days.</param>
    public static Parsed<RetryPolicy> Custom(IReadOnlyList<TimeSpan> waits)
    {
        if (waits.Count is 0 or > MaximumWaits)
        {
            return Parsed<RetryPolicy>.Invalid($"must have 1 to {MaximumWaits} waits, not {waits.Count}");
        }

        foreach (var wait in waits)
        {
            if (wait < ShortestWait || wait > LongestWait)
            {
                return Parsed<RetryPolicy>.Invalid("must have waits from 1 second to 7 days (604800 seconds) each");
            }

            if (wait.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                return Parsed<RetryPolicy>.Invalid("must have waits in whole seconds");
            }
        }

        return Parsed<RetryPolicy>.Valid(new RetryPolicy([.. waits]));
    }

    /// <summary>Reads the storage form: <c>standard</c>, <c>persistent</c>, or waits in seconds joined by commas.</summary>
    public static Parsed<RetryPolicy> Parse(string? text)
    {
        switch (text)
        {
            case StandardName:
                return Parsed<RetryPolicy>.Valid(Standard);
            case PersistentName:
                return Parsed<RetryPolicy>.Valid(Persistent);
            case null or "":
                return Parsed<RetryPolicy>.Invalid($"must be {StandardName}, {PersistentName} or a list of waits in seconds");
        }

        // Splitting stops one past the limit, so a hostile list costs nothing.
        var parts = text.Split(',', MaximumWaits + 1);
        var waits = new TimeSpan[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == MaximumWaits)
            {
                return Parsed<RetryPolicy>.Invalid($"must have 1 to {MaximumWaits} waits");
            }

            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Parsed<RetryPolicy>.Invalid($"must be {StandardName}, {PersistentName} or a list of waits in seconds");
            }

            waits[i] = TimeSpan.FromSeconds(seconds);
        }

        return Custom(waits);
    }

    /// <inheritdoc/>
    public bool Equals(RetryPolicy? other) => other is not null && Waits.SequenceEqual(other.Waits);

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
}
