namespace Webhooks.Core.Events;

/// <summary>What the work of a transaction came to.</summary>
public interface ITransactionResult
{
    /// <summary>Nothing of it is to be committed, and its idempotency key stays free.</summary>
    bool IsRefusal { get; }

    /// <summary>What a repeat of the request is answered with; not asked of a refusal.</summary>
    KeptAnswer ToAnswer();
}
