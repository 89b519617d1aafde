using Webhooks.Contracts;
using Webhooks.Core.History;

namespace Webhooks.Core.Destinations;

/// <summary>The health of a destination.</summary>
public sealed record DestinationHealth
{
    /// <summary>Attempts of this span count as the latest.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(15);

    public required bool IsEnabled { get; init; }

    public required string? DisabledReason { get; init; }

    /// <summary>Since when deliveries are held; null while it is enabled.</summary>
    public required DateTimeOffset? PausedAt { get; init; }

    /// <summary>The breaker is open, and one delivery is tried then; null = it is closed.</summary>
    public required DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When the breaker opened last.</summary>
    public required DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Since when attempts fail; may still be set for up to two hours after it answers again.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset? WarnedAt { get; init; }

    /// <summary>Attempts of the last <see cref="Span"/>.</summary>
    public required AttemptTally Lately { get; init; }

    /// <summary>Attempts of the hours since <see cref="FailingSince"/>, that one included.</summary>
    public required AttemptTally WhileFailing { get; init; }

    /// <summary>
    /// Deliveries that workers have leased, counted among the first <see cref="DestinationHealthReader.MostCounted"/> that are due.
    /// </summary>
    public required int InFlight { get; init; }

    /// <summary>
    /// How many deliveries may be in flight at the same time, over all living workers; null = no worker has sent any lately.
    /// </summary>
    public required int? Concurrency { get; init; }

    /// <summary>One of <see cref="DestinationHealthState"/>.</summary>
    public string State =>
        !IsEnabled ? DisabledReason is null ? DestinationHealthState.Paused : DestinationHealthState.Disabled
        : OpenUntil is not null ? DestinationHealthState.Open
        : Lately.Failed > 0 && Lately.Failed >= Lately.Delivered ? DestinationHealthState.Failing
        : DestinationHealthState.Healthy;

    /// <summary>Since when it is in that state, as far as is known.</summary>
    public DateTimeOffset? Since => State switch
    {
        DestinationHealthState.Paused or DestinationHealthState.Disabled => PausedAt,
        DestinationHealthState.Open => OpenedAt,
        DestinationHealthState.Failing => FailingSince,
        _ => null,
    };

    /// <summary>When it is disabled if it keeps failing; null = not soon.</summary>
    /// <param name="disableAfter">How long a destination may fail.</param>
    public DateTimeOffset? DisablesAt(TimeSpan disableAfter) =>
        IsEnabled && FailingSince is { } since && WarnedAt is { } warned && WhileFailing.Delivered == 0
            ? DisableRules.DisablesAt(since, warned, disableAfter)
            : null;
}

/// <summary>Attempts of a span.</summary>
/// <param name="Delivered">Those that were delivered.</param>
/// <param name="Failed">Those that were not, whatever followed.</param>
public readonly record struct AttemptTally(long Delivered, long Failed)
{
    /// <summary>All of them.</summary>
    public long Attempts => Delivered + Failed;
}
