using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Starts attempts at slow, failing and new destinations one after the other, and rests for as long as it has worked. A start costs
/// processor time: settings to read and decrypt, a body to sign, a connection to open. Thousands of starts at the same time, when many
/// destinations are new or hang, would delay the deliveries of all others.
/// </summary>
internal sealed class StartQueue(WorkSignal signal, DestinationTargets targets)
{
    /// <summary>Small enough for a claim of them, and the reading of their settings, to be over in a few milliseconds.</summary>
    private const int Most = 64;

    /// <summary>Attempts started between two rests: about a millisecond's work, which is the shortest rest.</summary>
    private const int Together = 8;

    private readonly Channel<ClaimedDelivery> waiting = Channel.CreateUnbounded<ClaimedDelivery>();

    /// <summary>How many may be claimed now.</summary>
    public int Room => Math.Max(0, Most - waiting.Reader.Count);

    /// <summary>Queues the attempt until its turn.</summary>
    public void Add(ClaimedDelivery delivery) => waiting.Writer.TryWrite(delivery);

    /// <summary>
    /// Calls <paramref name="start"/> for each, which returns where the attempt waits for the first time, until <paramref name="kill"/>.
    /// </summary>
    public async Task RunAsync(Action<ClaimedDelivery> start, CancellationToken kill)
    {
        while (await waiting.Reader.WaitToReadAsync(kill))
        {
            var next = Take();
            signal.Set();
            await ReadSettingsAsync(next, kill);
            foreach (var together in next.Chunk(Together))
            {
                var begun = Stopwatch.GetTimestamp();
                Array.ForEach(together, start);
                await Task.Delay(RestAfter(Stopwatch.GetElapsedTime(begun)), kill);
            }
        }
    }

    private List<ClaimedDelivery> Take()
    {
        var taken = new List<ClaimedDelivery>();
        while (taken.Count < Most && waiting.Reader.TryRead(out var delivery))
        {
            taken.Add(delivery);
        }

        return taken;
    }

    /// <summary>Timers count whole milliseconds.</summary>
    private static TimeSpan RestAfter(TimeSpan work) => TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(work.TotalMilliseconds), 1, 20));

    private async Task ReadSettingsAsync(List<ClaimedDelivery> deliveries, CancellationToken kill)
    {
        try
        {
            await targets.ReadAheadAsync(deliveries.Select(delivery => (delivery.DestinationNo, delivery.DestinationVersion)), kill);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // Then each attempt reads its own settings, and reports the failure.
        }
    }
}
