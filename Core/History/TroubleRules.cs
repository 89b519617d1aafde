namespace Webhooks.Core.History;

/// <summary>Why somebody should look after a destination that has deliveries waiting.</summary>
public static class TroubleRules
{
    /// <summary>The service paused it; the reason says why.</summary>
    public const string Disabled = "disabled";

    /// <summary>Its breaker is open: so many attempts failed that nothing is sent for now.</summary>
    public const string Open = "open";

    /// <summary>Most of its latest attempts failed.</summary>
    public const string Failing = "failing";

    /// <summary>What is due is not sent in time.</summary>
    public const string Behind = "behind";

    /// <summary>Attempts of this span count as the latest.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);

    /// <summary>Due for longer than this is late.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The first that applies; null = none. Somebody's pause is no trouble, and what is not due yet is not late.</summary>
    public static string? Find(WaitingAtDestination waiting, DateTimeOffset now)
    {
        if (!waiting.IsEnabled)
        {
            return waiting.DisabledReason is null ? null : Disabled;
        }

        return waiting.OpenUntil is not null ? Open
            : waiting.FailedLately > 0 && waiting.FailedLately >= waiting.DeliveredLately ? Failing
            : waiting.OldestDueAt <= now - Patience ? Behind
            : null;
    }
}

/// <summary>What is known of a destination that has deliveries waiting.</summary>
public sealed record WaitingAtDestination
{
    public required long DestinationNo { get; init; }

    public required string TenantId { get; init; }

    public required string ProjectId { get; init; }

    public required string DestinationId { get; init; }

    public required string Name { get; init; }

    public required bool IsEnabled { get; init; }

    public required string? DisabledReason { get; init; }

    /// <summary>Its breaker is open, and one delivery is tried then; null = it is closed.</summary>
    public required DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When the first of what waits is, or was, due.</summary>
    public required DateTimeOffset OldestDueAt { get; init; }

    /// <summary>Attempts of the last quarter of an hour that were delivered.</summary>
    public required long DeliveredLately { get; init; }

    /// <summary>Attempts of the last quarter of an hour that failed.</summary>
    public required long FailedLately { get; init; }
}

/// <summary>A destination that somebody should look after.</summary>
/// <param name="Destination">What is known of it.</param>
/// <param name="Trouble">One of <see cref="TroubleRules"/>.</param>
/// <param name="Waiting">Deliveries that wait, counted up to <see cref="SystemStatusReader.MostCounted"/>.</param>
public sealed record TroubleFound(WaitingAtDestination Destination, string Trouble, int Waiting);
