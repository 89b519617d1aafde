using Webhooks.Core.History;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Moves what the ledger counted lately into its minutes, so that few rows have to be added up.</summary>
internal sealed class LedgerUpkeep(Ledger ledger) : IHousekeeping
{
    public string Name => "ledger";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public Task RunAsync(CancellationToken cancellationToken) => ledger.FoldAsync(cancellationToken);
}
