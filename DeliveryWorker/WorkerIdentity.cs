namespace Webhooks.DeliveryWorker;

/// <summary>Who holds the leases: a new id for every run of the engine, so that a restarted process never passes for the one that died.</summary>
/// <param name="Id">Version-7 UUID.</param>
/// <param name="Name">Machine and process, for people.</param>
internal sealed record WorkerIdentity(Guid Id, string Name)
{
    public static WorkerIdentity Create(TimeProvider clock) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), $"{Environment.MachineName}:{Environment.ProcessId}");
}
