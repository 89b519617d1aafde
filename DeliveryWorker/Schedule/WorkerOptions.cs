using System.ComponentModel.DataAnnotations;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>Sizes and times of the delivery engine; configuration section <c>Worker</c>.</summary>
public sealed class WorkerOptions
{
    /// <summary>Deliveries one claim leases at most.</summary>
    [Range(1, 5_000)]
    public int ClaimBatch { get; init; } = 1_000;

    /// <summary>
    /// Deliveries this worker holds, from the claim to the record; also bounds the attempts in flight. Half of them are for destinations
    /// whose attempts end within a second, the other half for slow, hanging and new ones.
    /// </summary>
    [Range(2, 100_000)]
    public int MaxHeld { get; init; } = 16_384;

    /// <summary>
    /// The share of the quick half that one tenant may take while no other tenant has any of it. It shrinks as others take theirs, so that
    /// each leaves room for the next. In the slow half, a tenant may take an eighth, which shrinks in the same way.
    /// </summary>
    [Range(0.01, 1)]
    public double MaxShareOfTenant { get; init; } = 0.5;

    /// <summary>
    /// Envelope bytes held in memory: a large delivery takes a share of the <see cref="MaxHeld"/> places equal to its share of these bytes.
    /// </summary>
    [Range(1_000_000, 10_000_000_000)]
    public long MaxHeldBytes { get; init; } = 256_000_000;

    /// <summary>Results one statement records at most.</summary>
    [Range(1, 5_000)]
    public int RecordBatch { get; init; } = 1_000;

    /// <summary>Attempts in flight a destination starts with.</summary>
    [Range(1, 1_000)]
    public int InitialConcurrency { get; init; } = 4;

    /// <summary>Attempts in flight a destination that answers well can grow to.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>
    /// The whole attempt, response body included (seed: 30 s), at destinations that set no time of their own. From 100 ms to 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for waiting deliveries that no signal announced. From 100 ms to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between heartbeats, from 100 ms to 10 s: well below <see cref="Core.Queue.WorkerRegister.SilenceAllowed"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);
}
