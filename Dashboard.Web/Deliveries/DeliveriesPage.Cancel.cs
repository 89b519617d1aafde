using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <content>Calls off those of a selection that wait, one after the other, while the page shows how far that is.</content>
public sealed partial class DeliveriesPage
{
    private CancelRun? cancelling;

    private IReadOnlyList<string> Waiting =>
        [.. (Rows.Shown ?? []).Where(row => Selection.Has(row.Id) && CancelRun.Takes(row.Item.State)).Select(row => row.Id)];

    private async Task CancelWaitingAsync()
    {
        Refusal = null;
        var waiting = Waiting; // Those that the question names, whatever starts to wait meanwhile.
        var isWanted = await Dialogs.ConfirmAsync(
            waiting.Count == 1 ? "Cancel this delivery?" : $"Cancel {waiting.Count} deliveries?",
            WhatCancellingDoes(waiting.Count),
            waiting.Count == 1 ? "Cancel delivery" : $"Cancel {waiting.Count} deliveries",
            () => Task.FromResult<string?>(null),
            keep: waiting.Count == 1 ? "Keep delivery" : "Keep deliveries");
        if (isWanted)
        {
            await CancelAsync(waiting);
        }
    }

    private async Task CancelAsync(IReadOnlyList<string> ids)
    {
        var (tenantId, projectId) = Scope;
        var run = cancelling = new CancelRun(ids);
        IsBusy = true;
        ClearSelection();
        Refusal = await TryAsync((api, cancellationToken) =>
            run.RunAsync(id => api.CancelDeliveryAsync(tenantId, projectId, id, cancellationToken), StateHasChanged));
        IsBusy = false;
        await RefreshAsync();
    }
}
