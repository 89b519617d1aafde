namespace Webhooks.Core.Sending;

/// <summary>
/// A fixed number of slots that owners share so that there is always room for one more: an owner may hold as many as an eighth of those
/// that are free, and one in any case. The first one gets a ninth of all; it takes dozens of owners that never release a slot to use all of
/// them up. Waiting callers are served in turns by owner, and in order within an owner.
/// </summary>
/// <param name="total">The slots.</param>
internal sealed class FairSlots(int total)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Owner> owners = [];

    /// <summary>Owners with waiting callers; an owner that was served moves to the end.</summary>
    private readonly LinkedList<Owner> waiting = new();

    private int used;

    /// <summary>Waits for a slot, which <see cref="Release"/> frees.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; it has no slot then.</exception>
    public async Task TakeAsync(long owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TakeOrWait(owner) is not { } waiter)
        {
            return;
        }

        try
        {
            await waiter.Value.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!GiveUp(owner, waiter))
            {
                // It was granted at the same moment.
                Release(owner);
            }

            throw;
        }
    }

    /// <summary>Releases a slot of the owner, to the next waiting caller.</summary>
    public void Release(long owner)
    {
        lock (gate)
        {
            var giver = owners[owner];
            giver.Held--;
            used--;
            Forget(giver);
            Grant();
        }
    }

    /// <summary>Whether an owner may have one more.</summary>
    internal static bool MayTake(int held, int used, int total) => used < total && held < Math.Max(1, (total - used) / 8);

    private LinkedListNode<TaskCompletionSource>? TakeOrWait(long id)
    {
        lock (gate)
        {
            if (!owners.TryGetValue(id, out var owner))
            {
                owners[id] = owner = new Owner(id);
            }

            if (owner.Waiters.Count == 0 && MayTake(owner.Held, used, total))
            {
                owner.Held++;
                used++;
                return null;
            }

            if (owner.Waiters.Count == 0)
            {
                waiting.AddLast(owner);
            }

            return owner.Waiters.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private bool GiveUp(long id, LinkedListNode<TaskCompletionSource> waiter)
    {
        lock (gate)
        {
            if (waiter.List is null)
            {
                return false;
            }

            var owner = owners[id];
            owner.Waiters.Remove(waiter);
            if (owner.Waiters.Count == 0)
            {
                waiting.Remove(owner);
                Forget(owner);
            }

            return true;
        }
    }

    private void Grant()
    {
        for (var node = waiting.First; node is not null;)
        {
            var (owner, next) = (node.Value, node.Next);
            if (MayTake(owner.Held, used, total))
            {
                var waiter = owner.Waiters.First!.Value; // It is listed because it has one.
                owner.Waiters.RemoveFirst();
                owner.Held++;
                used++;
                waiting.Remove(node);
                if (owner.Waiters.Count > 0)
                {
                    waiting.AddLast(node);
                    next ??= node;
                }

                waiter.SetResult();
            }

            node = next;
        }
    }

    private void Forget(Owner owner)
    {
        if (owner.Held == 0 && owner.Waiters.Count == 0)
        {
            owners.Remove(owner.Id);
        }
    }

    private sealed class Owner(long id)
    {
        public long Id => id;

        public int Held { get; set; }

        public LinkedList<TaskCompletionSource> Waiters { get; } = new();
    }
}
