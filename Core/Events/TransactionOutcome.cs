namespace Webhooks.Core.Events;

/// <summary>What became of a request that may have an idempotency key.</summary>
/// <typeparam name="T">What the work returns.</typeparam>
public abstract record TransactionOutcome<T>
{
    private TransactionOutcome()
    {
    }

    /// <summary>The work was done now: committed, or refused and undone.</summary>
    public sealed record Done(T Result) : TransactionOutcome<T>;

    /// <summary>The same request was answered before; nothing was done.</summary>
    public sealed record Replayed(KeptAnswer Answer) : TransactionOutcome<T>;

    /// <summary>The key belongs to another request; nothing was done.</summary>
    public sealed record KeyReused : TransactionOutcome<T>;
}
