namespace Webhooks.DeliveryWorker.Engine;

/// <summary>How long to wait after something failed: twice as long each time, up to a limit; from the beginning after a success.</summary>
internal sealed class BackOff
{
    private readonly TimeSpan first;
    private readonly TimeSpan longest;
    private TimeSpan next;

    public BackOff(TimeSpan first, TimeSpan longest)
    {
        this.longest = longest;
        this.first = next = first;
    }

    /// <summary>For work that has to continue within seconds once the database is back: from 250 ms to 2 s.</summary>
    public static BackOff Short => new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2));

    public TimeSpan Next()
    {
        var wait = next;
        next = next * 2 < longest ? next * 2 : longest;
        return wait;
    }

    public void Reset() => next = first;
}
