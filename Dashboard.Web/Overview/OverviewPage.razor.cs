using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Charts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Overview;

/// <summary>How a project does: attempts over time, what waits, who is in trouble, and whether everything is accounted for.</summary>
public sealed partial class OverviewPage
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LedgerFresh = TimeSpan.FromSeconds(30);

    private DateTimeOffset sheetAt;
    private DateTimeOffset ledgerAt;
    private ChartRange? sheetOf;
    private ChartRange? ledgerOf;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public OverviewSheet? PersistedSheet { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Sheet is not null;

    private ChartRange Range { get; set; } = ChartRange.Usual;

    private OverviewSheet? Sheet { get; set; }

    private LedgerResponse? Ledger { get; set; }

    private string LedgerStates => Ledger is null
        ? ""
        : $"{Success.Count(Ledger.Accepted)} {(Ledger.Accepted == 1 ? "event" : "events")}. Deliveries by state: " + string.Join(
            ", ", DeliveryState.All.Where(state => Ledger.States.GetValueOrDefault(state) > 0)
            .Select(state => $"{Success.Count(Ledger.States[state])} {state}").DefaultIfEmpty("none"))
            + (Ledger.Estimated ? " (waiting states estimated)." : ".");

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Sheet = PersistedSheet;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url) => Range = ChartRange.Of(url);

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (scope, range) = (Scope, Range);
        if (Sheet is null || sheetOf != range || Now - sheetAt >= Fresh)
        {
            Sheet = await OverviewSheet.LoadAsync(api, scope, range, Now, cancellationToken);
            (PersistedSheet, sheetOf, sheetAt) = (Sheet, range, Now);
        }

        // Not before the page is shown: it need not wait for it.
        if (RendererInfo.IsInteractive && (ledgerOf != range || Now - ledgerAt >= LedgerFresh))
        {
            Ledger = await api.GetLedgerAsync(scope.TenantId, scope.ProjectId, Now - range.Length, Now, cancellationToken);
            (ledgerOf, ledgerAt) = (range, Now);
        }
    }
}
