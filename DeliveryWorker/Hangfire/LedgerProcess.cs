using Hangfire.Server;
using Webhooks.Core.History;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// Moves recent counts of the ledger into its minutes, so that few rows have to be added up. It is a process of the server and not a
/// recurring job: every minute a job would cost ninety statements, and the move takes five.
/// </summary>
internal sealed class LedgerProcess(Ledger ledger) : IBackgroundProcess
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Moves once and waits. Hangfire calls it again, and later after a failure, which it logs.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ledger.FoldAsync(context.StoppingToken).GetAwaiter().GetResult();
        context.Wait(Every);
    }
}
