using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Dashboard.Web.Components.Pages;

/// <content>Sends a selection again: an operation in the background, whose progress the page shows.</content>
public sealed partial class Deliveries
{
    private bool hasLookedForOperation;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private OperationResponse? Operation { get; set; }

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
        ? Dialogs.ConfirmAsync("Resend everything that fits the filter?", AllConsequence, "Resend all", StartAsync, isDanger: false)
        : StartAsync();

    private async Task<string?> StartAsync()
    {
        var (tenantId, projectId) = Scope;
        var selection = IsAllSelected && CanSelectAll
            ? new ResendDeliveriesRequest { Filter = View.FilterAt(Now) }
            : new ResendDeliveriesRequest { DeliveryIds = [.. Selection.Ids] };
        IsBusy = true;
        Refusal = await TryAsync(async (api, cancellationToken) =>
            Operation = await api.ResendDeliveriesAsync(tenantId, projectId, selection, cancellationToken));
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
        var (tenantId, projectId) = Scope;
        if (Operation is { Id: var id })
        {
            Refusal = await TryAsync(async (api, cancellationToken) =>
                Operation = await api.CancelOperationAsync(tenantId, projectId, id, cancellationToken));
        }
    }

    /// <summary>Takes how far the operation is: the one started here, or one that was under way when the page was opened.</summary>
    private async Task FollowOperationAsync(WebhooksClient api, ProjectScope scope, CancellationToken cancellationToken)
    {
        if (Operation is { } operation)
        {
            if (!OperationWords.IsFinal(operation))
            {
                Operation = await api.GetOperationAsync(scope.TenantId, scope.ProjectId, operation.Id, cancellationToken);
            }
        }
        else if (!hasLookedForOperation)
        {
            hasLookedForOperation = true;
            var newest = (await api.ListOperationsAsync(scope.TenantId, scope.ProjectId, limit: 1, cancellationToken: cancellationToken)).Data;
            Operation = newest.FirstOrDefault(found => !OperationWords.IsFinal(found));
        }
    }
}
