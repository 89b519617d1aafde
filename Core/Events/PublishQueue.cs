using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Webhooks.Core.Events;

/// <summary>
/// What waits to be stored, handed out in turns by tenant, so that nobody's event waits behind another tenant's batches: (1) a transaction
/// that more than one tenant shares is small, and each of them has a share of it; (2) large transactions are of one tenant, and one writer
/// at least makes none.
/// </summary>
/// <param name="options">How large transactions may be, and how much one tenant may have waiting.</param>
internal sealed class PublishQueue<T>(PublishOptions options)
{
    /// <summary>Deliveries of a transaction that others may have to wait for: stored within milliseconds.</summary>
    public const int SmallTransaction = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Lane> lanes = [];
    private readonly LinkedList<Lane> rotation = [];
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(options.Writers) { FullMode = BoundedChannelFullMode.DropWrite });

    private int largeUnderWay;
    private bool completed;

    /// <summary>Large transactions at once.</summary>
    private int MaxLarge => Math.Max(1, options.Writers - 1);

    /// <summary>Hands an item over; waits while its tenant has too many.</summary>
    /// <exception cref="ChannelClosedException">The host stops.</exception>
    public async ValueTask AddAsync(long tenantNo, T item, int deliveries, CancellationToken cancellationToken)
    {
        Lane? lane;
        lock (gate)
        {
            lane = CollectionsMarshal.GetValueRefOrAddDefault(lanes, tenantNo, out _) ??= new Lane(tenantNo, options.MaxWaiting);
            lane.Wanted++;
        }

        try
        {
            await lane.Room.WaitAsync(cancellationToken);
        }
        catch
        {
            lock (gate)
            {
                Leave(lane);
            }

            throw;
        }

        lock (gate)
        {
            if (completed)
            {
                lane.Room.Release();
                Leave(lane);
                throw new ChannelClosedException();
            }

            lane.Items.Enqueue((item, deliveries));
            lane.Deliveries += deliveries;
            if (lane.Items.Count == 1)
            {
                rotation.AddLast(lane);
            }
        }

        signal.Writer.TryWrite(true);
    }

    /// <summary>Nothing more is taken in; what waits is still handed out.</summary>
    public void Complete()
    {
        lock (gate)
        {
            completed = true;
        }

        signal.Writer.TryComplete();
    }

    /// <summary>Waits until there may be something to take; false when there will be nothing more.</summary>
    public async ValueTask<bool> WaitAsync()
    {
        var more = await signal.Reader.WaitToReadAsync();
        signal.Reader.TryRead(out _);
        return more;
    }

    /// <summary>The items of the next transaction; empty = nothing for this writer now. <see cref="Done"/> has to follow.</summary>
    /// <returns>Whether it is large.</returns>
    public bool Take(List<T> batch)
    {
        lock (gate)
        {
            var small = Math.Min(SmallTransaction, options.MaxDeliveriesPerTransaction);
            if (largeUnderWay < MaxLarge && rotation.First is { Value: var first } && first.Deliveries > small)
            {
                TakeFrom(first, batch, options.MaxEventsPerTransaction, options.MaxDeliveriesPerTransaction);
                largeUnderWay++;
                return true;
            }

            TakeShares(batch, small);
            return false;
        }
    }

    /// <summary>A transaction is over.</summary>
    public void Done(bool large)
    {
        if (large)
        {
            lock (gate)
            {
                largeUnderWay--;
            }

            // A writer may have left large events alone.
            signal.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes from every tenant its share. One whose next event is too large for that keeps its place, and is the first of the next transaction.</summary>
    private void TakeShares(List<T> batch, int small)
    {
        var tenants = Math.Max(1, rotation.Count);
        var (roomForEvents, roomForDeliveries) = (options.MaxEventsPerTransaction, small);
        var (events, deliveries) = (Math.Max(1, roomForEvents / tenants), Math.Max(1, roomForDeliveries / tenants));
        var skipped = new List<Lane>();
        for (var turns = rotation.Count; turns > 0 && roomForEvents > 0 && roomForDeliveries > 0; turns--)
        {
            var lane = rotation.First!.Value; // There are as many turns as lanes.
            if (lane.Items.Peek().Deliveries > roomForDeliveries)
            {
                rotation.RemoveFirst();
                skipped.Add(lane);
                continue;
            }

            var taken = TakeFrom(lane, batch, Math.Min(events, roomForEvents), Math.Min(deliveries, roomForDeliveries));
            (roomForEvents, roomForDeliveries) = (roomForEvents - taken.Events, roomForDeliveries - taken.Deliveries);
        }

        foreach (var lane in Enumerable.Reverse(skipped))
        {
            rotation.AddFirst(lane);
        }
    }

    /// <summary>Takes from the tenant whose turn it is what fits, and puts it to the end of the rotation.</summary>
    private (int Events, int Deliveries) TakeFrom(Lane lane, List<T> batch, int mostEvents, int mostDeliveries)
    {
        var (events, deliveries) = (0, 0);
        while (lane.Items.TryPeek(out var next) && events < mostEvents
            && (deliveries + next.Deliveries <= mostDeliveries || events == 0))
        {
            lane.Items.Dequeue();
            batch.Add(next.Item);
            events++;
            deliveries += next.Deliveries;
        }

        lane.Deliveries -= deliveries;
        rotation.RemoveFirst();
        if (lane.Items.Count > 0)
        {
            rotation.AddLast(lane);
        }

        if (events > 0)
        {
            lane.Room.Release(events);
            for (var left = 0; left < events; left++)
            {
                Leave(lane);
            }
        }

        return (events, deliveries);
    }

    private void Leave(Lane lane)
    {
        if (--lane.Wanted == 0)
        {
            lanes.Remove(lane.TenantNo);
            lane.Room.Dispose();
        }
    }

    /// <summary>What waits of one tenant; gone as soon as nobody wants it.</summary>
    private sealed class Lane(long tenantNo, int room)
    {
        public long TenantNo => tenantNo;

        public Queue<(T Item, int Deliveries)> Items { get; } = new();

        public SemaphoreSlim Room { get; } = new(room, room);

        /// <summary>Of all items.</summary>
        public long Deliveries { get; set; }

        /// <summary>Items, and publishers that wait for room.</summary>
        public int Wanted { get; set; }
    }
}
