namespace Webhooks.Api.Http;

/// <summary>The live tails this process serves. Each asks the database about once a second, so their number is bounded.</summary>
internal sealed class LiveTails(TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int Most = 250;

    private int open;

    public TimeProvider Clock => clock;

    /// <summary>The host is stopping: a tail must not hold it up.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Whether there is room for one more; <see cref="Leave"/> gives it back.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= Most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref open);
}
