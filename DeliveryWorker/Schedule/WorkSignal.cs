namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>Wakes the delivery loop. Signals that arrive while it is busy are remembered as one.</summary>
internal sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim pending = new(0, 1);
    private readonly Lock gate = new();

    public void Set()
    {
        lock (gate)
        {
            if (pending.CurrentCount == 0)
            {
                pending.Release();
            }
        }
    }

    /// <summary>Returns at the signal or after the time, whichever comes first.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => pending.WaitAsync(atMost, cancellationToken);

    public void Dispose() => pending.Dispose();
}
