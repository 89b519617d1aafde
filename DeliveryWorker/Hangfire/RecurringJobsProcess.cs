using Hangfire;
using Hangfire.Server;
using Hangfire.Storage;
using Webhooks.DeliveryWorker.Housekeeping;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// Sets the recurring jobs to the housekeeping of this version, and runs each piece once immediately: a service that was down for long has
/// to catch up. It is a process and not a step of the start, so that Hangfire tries it again while the database is away.
/// </summary>
internal sealed class RecurringJobsProcess(IEnumerable<IHousekeeping> pieces, IRecurringJobManager jobs) : IBackgroundProcess
{
    /// <summary>Works once, then waits for the stop: a process that returns is called again.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RemoveOthers(context);
        foreach (var piece in pieces)
        {
            jobs.AddOrUpdate<HousekeepingJob>(
                piece.Name,
                job => job.RunAsync(piece.Name, CancellationToken.None), CronSchedule.Of(piece.Every), new RecurringJobOptions());
            jobs.Trigger(piece.Name);
            WorkerQueue.Wake(context.Storage);
        }

        context.StoppingToken.WaitHandle.WaitOne();
    }

    private void RemoveOthers(BackgroundProcessContext context)
    {
        using var connection = context.Storage.GetConnection();
        foreach (var other in connection.GetRecurringJobs().Select(static job => job.Id).Except(pieces.Select(static piece => piece.Name)))
        {
            jobs.RemoveIfExists(other);
        }
    }
}
