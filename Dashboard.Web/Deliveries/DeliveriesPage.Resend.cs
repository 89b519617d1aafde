using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Operations;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <content>Sends a selection again: an operation in the background, whose progress the page shows.</content>
public sealed partial class DeliveriesPage
{
    // Whatever the newest is about: resent deliveries show here first.
    private readonly FollowedOperation followed = new(_ => true);

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private string? Refusal { get; set; }

    private bool IsBusy { get; set; }

    private bool IsAllSelected { get; set; }

    // All on this page are chosen, there are more, and a filter says which: everything in the log is too much to mean.
    private bool CanSelectAll =>
        View.IsFiltered && (Rows.Next is not null || View.Cursor is not null) && Selection.HasAll(Rows.Shown?.Select(row => row.Id));

    private void ClearSelection()
    {
        Selection.Clear();
        IsAllSelected = false;
    }

    private Task ResendAsync() => IsAllSelected && CanSelectAll
        ? Dialogs.ConfirmAsync("Resend all matching deliveries?", AllConsequence, "Resend all", StartAsync, isDanger: false)
        : StartAsync();

    private async Task<string?> StartAsync()
    {
        var (tenantId, projectId) = Scope;
        var selection = IsAllSelected && CanSelectAll
            ? new ResendDeliveriesRequest { Filter = View.FilterAt(Now) }
            : new ResendDeliveriesRequest { DeliveryIds = [.. Selection.Ids] };
        IsBusy = true;
        Refusal = await TryAsync(async (api, cancellationToken) =>
            followed.Show(await api.ResendDeliveriesAsync(tenantId, projectId, selection, cancellationToken)));
        IsBusy = false;
        if (Refusal is null)
        {
            ClearSelection();
        }

        StateHasChanged();
        return Refusal;
    }

    private async Task StopAsync()
    {
        var scope = Scope;
        Refusal = await TryAsync((api, cancellationToken) => followed.StopAsync(api, scope, cancellationToken));
    }
}
