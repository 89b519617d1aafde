namespace Webhooks.Core.Destinations;

/// <summary>What is fanned out with its event, and what is left to the workers. Pure.</summary>
public static class FanOutRules
{
    /// <summary>Deliveries that others may have to wait for: written within milliseconds.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>
    /// Transactions that one tenant's deliveries may wait for. Others have their share of each, so nobody waits for all of them.
    /// </summary>
    public const int TransactionsWaiting = 10;

    /// <summary>
    /// An event of so few deliveries is never put off: storing them costs as little as storing that they have to be stored.
    /// </summary>
    private const int FewDeliveries = 2;

    /// <summary>Whether the deliveries of one more event are put off.</summary>
    /// <param name="before">Deliveries that are to be written before: of the same transaction, or of the same tenant.</param>
    /// <param name="deliveries">Of the event.</param>
    /// <param name="mostAtOnce">As many may be written at once.</param>
    /// <param name="mostWaiting">As many may be to be written, together with those before.</param>
    public static bool IsPutOff(long before, int deliveries, int mostAtOnce, int mostWaiting) =>
        deliveries > FewDeliveries && (deliveries > mostAtOnce || before + deliveries > mostWaiting);
}
