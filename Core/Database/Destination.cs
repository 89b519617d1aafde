namespace Webhooks.Core.Database;

/// <summary>Where events of a project are posted to (seed: webhook destination).</summary>
public sealed class Destination
{
    public long DestinationNo { get; init; }

    public required long ProjectNo { get; init; }

    /// <summary>Its kind: one of <see cref="DestinationKinds"/>.</summary>
    public string Kind { get; init; } = DestinationKinds.Receiver;

    /// <summary>The id people use; unique among the project's destinations that are not deleted.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public required string Url { get; set; }

    public required bool Enabled { get; set; }

    /// <summary>Why the service itself switched it off; null when a person did, or while it is enabled.</summary>
    public string? DisabledReason { get; set; }

    /// <summary>Since when deliveries are held; null while enabled.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>At least one of <see cref="Contracts.EventTypes.All"/>.</summary>
    public required List<string> EventTypes { get; set; }

    /// <summary>Ids of the agents whose events are wanted; empty = every agent.</summary>
    public required List<string> AgentIds { get; set; }

    /// <summary>Labels to find and group destinations by; without effect on deliveries.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>Custom headers as an encrypted JSON object; null = none.</summary>
    public string? ProtectedHeaders { get; set; }

    /// <summary>Storage form of <c>RetryPolicy</c>.</summary>
    public required string RetryPolicy { get; set; }

    /// <summary>Deliveries a second at most, over all workers; null = no limit.</summary>
    public double? MaxPerSecond { get; set; }

    /// <summary>Time for one attempt; null = the workers' own.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>The breaker is open, and one delivery is tried then; null = it is closed (<c>DestinationBreaker</c>).</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>Attempts before this time no longer count for the breaker.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Since when attempts fail; null = they do not (<c>FailingDestinations</c>).</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When people were warned that it will be disabled.</summary>
    public DateTimeOffset? WarnedAt { get; private set; }

    /// <summary>Bumped by every write.</summary>
    public long Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Sets the URL. A new URL is a new receiver: earlier failures say nothing about it.</summary>
    public void ChangeUrl(string url, DateTimeOffset now)
    {
        if (url != Url)
        {
            Url = url;
            ForgetFailures(now);
        }
    }

    /// <summary>A person switches it on or off: this clears the service's own reason and all failures.</summary>
    public void Switch(bool enabled, DateTimeOffset now)
    {
        Enabled = enabled;
        PausedAt = enabled ? null : now;
        DisabledReason = null;
        ForgetFailures(now);
    }

    /// <summary>Closes the breaker and clears all failures counted against it.</summary>
    public void ForgetFailures(DateTimeOffset now)
    {
        (OpenUntil, FailingSince, WarnedAt) = (null, null, null);
        ClosedAt = now;
    }
}

/// <summary>The kinds of rows in destinations.</summary>
public static class DestinationKinds
{
    /// <summary>A destination of the project's events, made and seen by people.</summary>
    public const string Receiver = "receiver";

    /// <summary>The <c>runUrl</c> of an agent, called for invocations and for nothing else; people know it by its agent only.</summary>
    public const string Agent = "agent";
}
