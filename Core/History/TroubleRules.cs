namespace Webhooks.Core.History;

/// <summary>Reasons why a destination with waiting deliveries needs attention.</summary>
public static class TroubleRules
{
    /// <summary>The service paused it; the reason says why.</summary>
    public const string Disabled = "disabled";

    /// <summary>Its breaker is open: so many attempts failed that nothing is sent for now.</summary>
    public const string Open = "open";

    /// <summary>Most of its latest attempts failed.</summary>
    public const string Failing = "failing";

    /// <summary>Its due deliveries are not sent in time.</summary>
    public const string Behind = "behind";

    /// <summary>Attempts of this span count as the latest.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);

    /// <summary>A delivery that is overdue by more than this is late.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The first that applies; null = none. A pause by a user is no trouble, and a delivery that is not due yet is not late.
    /// </summary>
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

/// <summary>The facts about a destination with waiting deliveries.</summary>
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

    /// <summary>When the first waiting delivery is, or was, due.</summary>
    public required DateTimeOffset OldestDueAt { get; init; }

    /// <summary>Attempts of the last quarter of an hour that were delivered.</summary>
    public required long DeliveredLately { get; init; }

    /// <summary>Attempts of the last quarter of an hour that failed.</summary>
    public required long FailedLately { get; init; }
}

/// <summary>A destination that needs attention.</summary>
/// <param name="Destination">The facts about it.</param>
/// <param name="Trouble">One of <see cref="TroubleRules"/>.</param>
/// <param name="Waiting">Deliveries that wait, counted up to <see cref="SystemStatusReader.MostCounted"/>.</param>
public sealed record TroubleFound(WaitingAtDestination Destination, string Trouble, int Waiting);
