using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>What the parts of one run of the engine share.</summary>
internal sealed record WorkerRun(
    WorkerOptions Options, DeliveryQueue Queue, WorkerRegister Register, LaneSchedule Schedule, WorkSignal Signal, WorkSignal SlotSignal,
    WebhookMetrics Metrics, DatabaseClock Clock, ILogger Logger)
{
    /// <summary>From one line of the log about a kind of trouble to the next.</summary>
    public static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    private volatile WorkerIdentity worker = WorkerIdentity.Create(Clock);

    /// <summary>Who this is now.</summary>
    public WorkerIdentity Worker => worker;

    /// <summary>What is worth a line of the log.</summary>
    public TroubleLog<Trouble> Troubles { get; } = new(Clock, BetweenLines);

    /// <summary>By the database's clock.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Goes on as somebody else: what was claimed so far is, or will be, another's.</summary>
    public void Renew() => worker = WorkerIdentity.Create(Clock);
}

/// <summary>What goes wrong while the database is away, slow or full.</summary>
internal enum Trouble
{
    Claim,
    Probe,
    Attempt,
    Record,
    RecordRun,
    Release,
    Heartbeat,
    TakeOver,
    Listen,
    Look,
    Breakers,
    FanOut,
}

/// <summary>
/// The holder of leases: a new id for every run of the engine, so that a restarted process is never taken for the dead one.
/// </summary>
/// <param name="Id">Version-7 UUID.</param>
/// <param name="Name">Machine and process, for people.</param>
internal sealed record WorkerIdentity(Guid Id, string Name)
{
    public static WorkerIdentity Create(TimeProvider clock) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), $"{Environment.MachineName}:{Environment.ProcessId}");
}
