using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>
/// When a failed attempt is made again: a named policy, or waits of one's own. The waits <c>[2, 4]</c> mean a first attempt, one 2 s after
/// it failed, and one 4 s after that failed.
/// </summary>
public sealed class RetryPolicySetting : IEquatable<RetryPolicySetting>
{
    /// <summary>Most waits a policy of one's own may have.</summary>
    public const int MaxWaits = 20;

    /// <summary>Longest wait in seconds: 7 days.</summary>
    public const int MaxWaitSeconds = 7 * 24 * 60 * 60;

    /// <summary>Longest sum of all waits in seconds: 14 days.</summary>
    public const int MaxTotalSeconds = 14 * 24 * 60 * 60;

    /// <summary>The name of a policy with waits of one's own.</summary>
    public const string CustomName = "custom";

    private const string StandardName = "standard";
    private const string PersistentName = "persistent";

    /// <summary>Makes the policy that JSON describes.</summary>
    /// <exception cref="JsonException">The two say nothing that is a policy.</exception>
    [JsonConstructor]
    private RetryPolicySetting(string name, IReadOnlyList<int>? waitSeconds)
    {
        if (name is not (StandardName or PersistentName or CustomName))
        {
            throw new JsonException($"The name of a retry policy is {string.Join(", ", All)}.");
        }

        if (name is CustomName ? FaultOf(waitSeconds ?? []) is { } : waitSeconds is not null)
        {
            throw new JsonException(name is CustomName ? FaultOf(waitSeconds ?? []) : $"The policy {name} has its own waits.");
        }

        Name = name;
        WaitSeconds = waitSeconds;
    }

    /// <summary>The names there are.</summary>
    public static IReadOnlyList<string> All { get; } = [StandardName, PersistentName, CustomName];

    /// <summary>Three attempts, with waits of 2 s and 4 s.</summary>
    public static RetryPolicySetting Standard { get; } = new(StandardName, null);

    /// <summary>Ten attempts over 75 h 35 min, the ladder of Standard Webhooks 1.0.0.</summary>
    public static RetryPolicySetting Persistent { get; } = new(PersistentName, null);

    /// <summary><c>standard</c>, <c>persistent</c>, or <c>custom</c> when the waits are given.</summary>
    [OneOf(typeof(RetryPolicySetting))]
    public string Name { get; }

    /// <summary>The waits in seconds, at most 1,209,600 (14 days) in all; only with the name <c>custom</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public IReadOnlyList<int>? WaitSeconds { get; }

    /// <summary>A policy of one's own.</summary>
    /// <param name="waitSeconds">1 to 20 waits, each from 1 to 604,800 s, at most 1,209,600 s in all.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentException">There are no or too many waits, one is out of range, or they add up to too much.</exception>
    public static RetryPolicySetting Waits(params IEnumerable<int> waitSeconds)
    {
        int[] waits = [.. waitSeconds];
        return FaultOf(waits) is { } fault
            ? throw new ArgumentException(fault, nameof(waitSeconds))
            : new RetryPolicySetting(CustomName, waits);
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
    public override string ToString() => WaitSeconds is { } waits ? $"[{string.Join(", ", waits)}]" : Name;

    // No overflow: the sum is looked at last, of at most 20 of at most 604,800.
    private static string? FaultOf(IReadOnlyList<int> waits) =>
        waits.Count is 0 or > MaxWaits ? $"A retry policy has 1 to {MaxWaits} waits."
        : waits.Any(wait => wait is < 1 or > MaxWaitSeconds) ? $"A wait must be from 1 to {MaxWaitSeconds} seconds."
        : waits.Sum() > MaxTotalSeconds ? $"The waits of a retry policy must add up to at most {MaxTotalSeconds} seconds (14 days)."
        : null;
}
