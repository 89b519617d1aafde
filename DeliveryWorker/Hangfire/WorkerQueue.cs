using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.States;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// Hangfire's queue of one storage, with a signal of its own. Hangfire's signal is one per process and queue name: with a second host in
/// the process, as tests have it, that host's workers may take it, and a job then waits until its own workers look again.
/// </summary>
internal sealed class WorkerQueue : IPersistentJobQueueProvider
{
    private readonly IPersistentJobQueueProvider provider;

    private readonly PostgreSqlJobQueue queue;

    private WorkerQueue(PostgreSqlStorage storage)
    {
        provider = storage.QueueProviders.GetProvider(EnqueuedState.DefaultQueue);
        queue = new PostgreSqlJobQueue(storage);
    }

    /// <summary>Gives a storage this queue.</summary>
    public static void AddTo(PostgreSqlStorage storage) =>
        storage.QueueProviders.Add(new WorkerQueue(storage), [EnqueuedState.DefaultQueue]);

    /// <summary>Makes a waiting worker look for jobs.</summary>
    public static void Wake(JobStorage storage) =>
        ((WorkerQueue)((PostgreSqlStorage)storage).QueueProviders.GetProvider(EnqueuedState.DefaultQueue)).queue.FetchNextJob();

    /// <inheritdoc/>
    public IPersistentJobQueue GetJobQueue() => queue;

    /// <inheritdoc/>
    public IPersistentJobQueueMonitoringApi GetJobQueueMonitoringApi() => provider.GetJobQueueMonitoringApi();
}
