namespace Webhooks.Core.Destinations;

/// <summary>Decides which deliveries are fanned out with their event and which are left to the workers. Pure.</summary>
public static class FanOutRules
{
    /// <summary>The most deliveries that other publishers may have to wait for: they are written within milliseconds.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>
    /// Transactions that one tenant's deliveries may wait for. Other tenants have their share of each, so none waits for all of them.
    /// </summary>
    public const int TransactionsWaiting = 10;

    /// <summary>
    /// An event of so few deliveries is never put off: storing them costs as little as storing that they have to be stored.
    /// </summary>
    private const int FewDeliveries = 2;

    /// <summary>Whether the deliveries of one more event are put off.</summary>
    /// <param name="before">Deliveries that are to be written before these: of the same transaction, or of the same tenant.</param>
    /// <param name="deliveries">Deliveries of the event.</param>
    /// <param name="mostAtOnce">The most deliveries of one write.</param>
    /// <param name="mostWaiting">The most deliveries waiting to be written, including those before.</param>
    public static bool IsPutOff(long before, int deliveries, int mostAtOnce, int mostWaiting) =>
        deliveries > FewDeliveries && (deliveries > mostAtOnce || before + deliveries > mostWaiting);
}
