using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

internal sealed partial class LaneSchedule
{
    /// <summary>The concurrency of the destinations that were sent to last, at most <paramref name="most"/> of them.</summary>
    public IReadOnlyCollection<DestinationCap> Caps(int most)
    {
        lock (gate)
        {
            return
            [
                .. lanes.Values.Where(static lane => lane.LastStart > 0).OrderByDescending(static lane => lane.LastStart).Take(most)
                    .Select(static lane => new DestinationCap(lane.DestinationNo, (short)lane.Concurrency)),
            ];
        }
    }

    /// <summary>The current figures.</summary>
    /// <param name="worker">Machine and process.</param>
    /// <param name="now">Destinations with something due by then count as due.</param>
    public EngineFigures Figures(string worker, DateTimeOffset now)
    {
        lock (gate)
        {
            var lanesNow = lanes.Values.Where(static lane => !lane.IsIdle)
                .Select(lane => new LaneFigures(lane.DestinationNo, lane.InFlight, lane.Concurrency, lane.Buffer.Count, lane.DueAt <= now))
                .ToList();
            return new EngineFigures(
                worker,
                lanesNow.Sum(static lane => lane.InFlight),
                held,
                lanesNow.Count(static lane => lane.IsDue),
                [.. lanesNow.OrderByDescending(static lane => lane.InFlight + lane.Waiting).ThenBy(static lane => lane.DestinationNo)
                    .Take(EngineFigures.MaxDestinations)]);
        }
    }
}
