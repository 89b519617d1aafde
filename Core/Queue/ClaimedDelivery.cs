using NpgsqlTypes;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Queue;

/// <summary>A delivery this worker holds a lease on, with the data its attempt sends.</summary>
public sealed record ClaimedDelivery
{
    /// <summary>The project; of a run its number in <see cref="RunBook"/>.</summary>
    public required long ProjectNo { get; init; }

    /// <summary>Storage key of the event.</summary>
    public required Guid EventKey { get; init; }

    public required long DestinationNo { get; init; }

    /// <summary>The destination's version at the claim; a copy of its settings that is older must not be used.</summary>
    public required long DestinationVersion { get; init; }

    /// <summary>Every later write requires it (the fence).</summary>
    public required Guid LeaseId { get; init; }

    /// <summary>The worker id it was claimed under; a worker that counted as dead has another id since.</summary>
    public Guid WorkerId { get; init; }

    /// <summary>The address of its row while it is leased; a hint, which is never trusted without the key and the lease.</summary>
    public NpgsqlTid RowAddress { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Its send slot, from the rate limit of its destination; null = send immediately.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Attempts recorded before, over all rounds.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>Attempts recorded before this round; a resend starts a new one.</summary>
    public required int RoundStart { get; init; }

    /// <summary>The id receivers see as <c>webhook-id</c>.</summary>
    public required string EventId { get; init; }

    public required string EventType { get; init; }

    public required string? AgentId { get; init; }

    /// <summary>The trace context of its event's publish; null = that trace is not recorded.</summary>
    public required TraceContext? Trace { get; init; }

    /// <summary>Destinations its event matched when it was published; 0 or more.</summary>
    public int Matched { get; init; }

    /// <summary>The envelope, byte for byte.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Triggers that lie between the event and its first cause.</summary>
    public int Hops { get; init; }

    /// <summary>It is a probe: it tests whether a destination whose breaker is open answers again.</summary>
    public bool IsProbe { get; init; }

    /// <summary>It is the run of an agent.</summary>
    public bool IsRun => RunBook.Has(ProjectNo);

    /// <summary>The number of the attempt to make now, from 1.</summary>
    public int AttemptNumber => AttemptCount + 1;

    /// <summary>The same, counted within the round; the retry policy uses this number.</summary>
    public int RoundAttemptNumber => AttemptCount - RoundStart + 1;
}
