namespace Webhooks.DeliveryWorker;

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
