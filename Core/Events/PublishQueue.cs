using System.Runtime.InteropServices;
using System.Threading.Channels;
using Webhooks.Core.Destinations;

namespace Webhooks.Core.Events;

/// <summary>
/// The events that wait to be stored, handed out in turns by tenant, so that no event waits behind another tenant's batches: every
/// transaction is small, and each waiting tenant has a share of it. Deliveries of a tenant that would fill more than ten are put off
/// (<see cref="FanOutRules"/>).
/// </summary>
/// <param name="options">Limits of a transaction, and of the items one tenant may have waiting.</param>
internal sealed class PublishQueue<T>(PublishOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Lane> lanes = [];
    private readonly LinkedList<Lane> rotation = [];
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(options.Writers) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool completed;

    /// <summary>Hands an item over; waits while its tenant has too many.</summary>
    /// <param name="tenantNo">The item's tenant.</param>
    /// <param name="deliveries">How many it has.</param>
    /// <param name="make">Makes the item; its argument says whether the deliveries are put off.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ChannelClosedException">The host stops.</exception>
    public async ValueTask AddAsync(long tenantNo, int deliveries, Func<bool, T> make, CancellationToken cancellationToken)
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

            var mostAtOnce = options.MaxDeliveriesPerTransaction;
            var isPutOff = FanOutRules.IsPutOff(lane.Deliveries, deliveries, mostAtOnce, mostAtOnce * FanOutRules.TransactionsWaiting);
            var written = isPutOff ? 0 : deliveries;
            lane.Items.Enqueue((make(isPutOff), written));
            lane.Deliveries += written;
            if (lane.Items.Count == 1)
            {
                rotation.AddLast(lane);
            }
        }

        signal.Writer.TryWrite(true);
    }

    /// <summary>Accepts no more items; waiting ones are still handed out.</summary>
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

    /// <summary>The items of the next transaction; none = there are none.</summary>
    public IReadOnlyList<T> Take()
    {
        lock (gate)
        {
            var batch = new List<T>();
            var room = (Events: options.MaxEventsPerTransaction, Deliveries: options.MaxDeliveriesPerTransaction);
            // Again, because some tenants have less than their share.
            for (var before = -1; batch.Count > before && room.Events > 0 && rotation.Count > 0;)
            {
                before = batch.Count;
                room = TakeShares(batch, room);
            }

            return batch;
        }
    }

    /// <summary>
    /// Takes each tenant's share. A tenant whose next item does not fit any more keeps its place, and is the first in the next transaction.
    /// </summary>
    /// <returns>The room that is left.</returns>
    private (int Events, int Deliveries) TakeShares(List<T> batch, (int Events, int Deliveries) room)
    {
        var share = (Events: Math.Max(1, room.Events / rotation.Count), Deliveries: Math.Max(1, room.Deliveries / rotation.Count));
        for (var (turns, next) = (rotation.Count, rotation.First); turns > 0 && room.Events > 0; turns--)
        {
            var lane = next!; // There are as many turns as lanes.
            next = lane.Next;
            if (batch.Count == 0 || lane.Value.Items.Peek().Deliveries <= room.Deliveries)
            {
                var taken = TakeFrom(lane, batch, Math.Min(share.Events, room.Events), Math.Min(share.Deliveries, room.Deliveries));
                room = (room.Events - taken.Events, room.Deliveries - taken.Deliveries);
            }
        }

        return room;
    }

    /// <summary>Takes the items that fit, at least one, and moves the tenant to the end of the rotation.</summary>
    private (int Events, int Deliveries) TakeFrom(LinkedListNode<Lane> node, List<T> batch, int mostEvents, int mostDeliveries)
    {
        var lane = node.Value;
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
        rotation.Remove(node);
        if (lane.Items.Count > 0)
        {
            rotation.AddLast(node);
        }

        lane.Room.Release(events);
        for (var left = 0; left < events; left++)
        {
            Leave(lane);
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

    /// <summary>The waiting items of one tenant; removed when no item and no publisher is left.</summary>
    private sealed class Lane(long tenantNo, int room)
    {
        public long TenantNo => tenantNo;

        public Queue<(T Item, int Deliveries)> Items { get; } = new();

        public SemaphoreSlim Room { get; } = new(room, room);

        /// <summary>Deliveries of all items, without those that are put off.</summary>
        public long Deliveries { get; set; }

        /// <summary>Items, and publishers that wait for room.</summary>
        public int Wanted { get; set; }
    }
}
