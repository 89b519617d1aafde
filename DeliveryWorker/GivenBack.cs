using System.Collections.Concurrent;
using Webhooks.Core.Deliveries;

namespace Webhooks.DeliveryWorker;

/// <summary>Deliveries that go back to the queue without an attempt.</summary>
internal sealed class GivenBack(WorkerRun run)
{
    private readonly ConcurrentQueue<ClaimedDelivery> broken = new();

    /// <summary>Kept until the next <see cref="ReleaseBrokenAsync"/>.</summary>
    public void AddBroken(ClaimedDelivery delivery) => broken.Enqueue(delivery);

    public async Task ReleaseBrokenAsync(CancellationToken cancellationToken)
    {
        var deliveries = new List<ClaimedDelivery>();
        while (broken.TryDequeue(out var delivery))
        {
            deliveries.Add(delivery);
        }

        await ReleaseAsync(deliveries, cancellationToken);
    }

    /// <summary>Frees the leases; the deliveries are due again at once, for whoever asks first. What cannot be freed now is tried again later.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            await run.Queue.ReleaseAsync(deliveries, cancellationToken);
        }
        catch
        {
            // Nobody else would: this worker lives, and its leases with it.
            foreach (var delivery in deliveries)
            {
                broken.Enqueue(delivery);
            }

            throw;
        }

        var now = run.Now;
        foreach (var delivery in deliveries)
        {
            run.Schedule.Let(delivery, now, now);
        }
    }
}
