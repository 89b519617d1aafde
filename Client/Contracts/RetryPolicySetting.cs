using System.Text.Json.Serialization;

namespace Webhooks.Client;

/// <summary>
/// When a failed attempt is made again. In JSON <c>"standard"</c>, <c>"persistent"</c>, or the waits in seconds, such
/// as <c>[2, 4]</c>: a first attempt, one 2 s after it failed, and one 4 s after that failed.
/// </summary>
[JsonConverter(typeof(RetryPolicySettingConverter))]
public sealed class RetryPolicySetting : IEquatable<RetryPolicySetting>
{
    /// <summary>Most waits a policy of one's own may have.</summary>
    public const int MaxWaits = 20;

    /// <summary>Longest wait in seconds: 7 days.</summary>
    public const int MaxWaitSeconds = 7 * 24 * 60 * 60;

    /// <summary>Longest sum of all waits in seconds: 14 days.</summary>
    public const int MaxTotalSeconds = 14 * 24 * 60 * 60;

    private RetryPolicySetting(string? name, IReadOnlyList<int>? waitSeconds)
    {
        Name = name;
        WaitSeconds = waitSeconds;
    }

    /// <summary>Three attempts, with waits of 2 s and 4 s.</summary>
    public static RetryPolicySetting Standard { get; } = new("standard", null);

    /// <summary>Ten attempts over 75 h 35 min, the ladder of Standard Webhooks 1.0.0.</summary>
    public static RetryPolicySetting Persistent { get; } = new("persistent", null);

    /// <summary>Name of a policy the service knows; <see langword="null"/> when the waits are given.</summary>
    public string? Name { get; }

    /// <summary>The waits in seconds; <see langword="null"/> when a name is given.</summary>
    public IReadOnlyList<int>? WaitSeconds { get; }

    /// <summary>A policy of one's own.</summary>
    /// <param name="waitSeconds">1 to 20 waits, each from 1 to 604,800 s, at most 1,209,600 s in all.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentException">There are no or too many waits, one is out of range, or they add up to too much.</exception>
    public static RetryPolicySetting Waits(params IEnumerable<int> waitSeconds)
    {
        int[] waits = [.. waitSeconds];
        if (waits.Length is 0 or > MaxWaits)
        {
            throw new ArgumentException($"A retry policy has 1 to {MaxWaits} waits.", nameof(waitSeconds));
        }

        if (waits.Any(wait => wait is < 1 or > MaxWaitSeconds))
        {
            throw new ArgumentException($"A wait must be from 1 to {MaxWaitSeconds} seconds.", nameof(waitSeconds));
        }

        // No overflow: at most 20 of at most 604,800.
        if (waits.Sum() > MaxTotalSeconds)
        {
            throw new ArgumentException($"The waits of a retry policy must add up to at most {MaxTotalSeconds} seconds (14 days).", nameof(waitSeconds));
        }

        return new RetryPolicySetting(null, waits);
    }

    /// <inheritdoc />
    public bool Equals(RetryPolicySetting? other) =>
        other is not null && Name == other.Name && (WaitSeconds ?? []).SequenceEqual(other.WaitSeconds ?? []);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RetryPolicySetting);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name);
        foreach (var wait in WaitSeconds ?? [])
        {
            hash.Add(wait);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString() => Name ?? $"[{string.Join(", ", WaitSeconds ?? [])}]";
}
