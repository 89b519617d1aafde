using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>The state shared by the parts of one run of the engine.</summary>
internal sealed record WorkerRun(
    WorkerOptions Options, DeliveryQueue Queue, WorkerRegister Register, LaneSchedule Schedule, WorkSignal Signal, WorkSignal SlotSignal,
    WebhookMetrics Metrics, DatabaseClock Clock, ILogger Logger)
{
    /// <summary>The shortest time between two log lines about one kind of trouble.</summary>
    public static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    private volatile WorkerIdentity worker = WorkerIdentity.Create(Clock);

    /// <summary>The current identity of this worker.</summary>
    public WorkerIdentity Worker => worker;

    /// <summary>Decides which troubles are logged.</summary>
    public TroubleLog<Trouble> Troubles { get; } = new(Clock, BetweenLines);

    /// <summary>The time by the database's clock.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Continues under a new identity: the leases so far are, or will be, freed for other workers.</summary>
    public void Renew() => worker = WorkerIdentity.Create(Clock);
}

/// <summary>Kinds of trouble while the database is away, slow or full.</summary>
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
/// The holder of leases: a new id for every run of the engine, so that a restarted process is never mistaken for the dead one.
/// </summary>
/// <param name="Id">Version-7 UUID.</param>
/// <param name="Name">Machine and process, for people.</param>
internal sealed record WorkerIdentity(Guid Id, string Name)
{
    public static WorkerIdentity Create(TimeProvider clock) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), $"{Environment.MachineName}:{Environment.ProcessId}");
}
