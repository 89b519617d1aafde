using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Components.Shared;

namespace Webhooks.Dashboard.Web.Components.Pages;

/// <summary>The newest deliveries of a project, as they happen.</summary>
public sealed partial class Deliveries
{
    private const int Shown = 50;

    /// <summary>
    /// Hands over to the circuit what was loaded while the page was rendered in advance; public for that. The framework sets it again
    /// with each change of the parameters, such as a reconnect brings, so what is shown is kept apart.
    /// </summary>
    [PersistentState]
    public IReadOnlyList<DeliveryResponse>? HandedNewest { get; set; }

    /// <summary>The same for the names of destinations by id.</summary>
    [PersistentState]
    public Dictionary<string, string>? HandedNames { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Newest is not null;

    private IReadOnlyList<DeliveryResponse>? Newest { get; set; }

    private Dictionary<string, string>? DestinationNames { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        (Newest, DestinationNames) = (HandedNewest, HandedNames);
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var scope = Scope;
        var page = await api.ListDeliveriesAsync(scope.TenantId, scope.ProjectId, limit: Shown, cancellationToken: cancellationToken);

        // Names change seldom: they are asked for when one is missing, not every second.
        if (page.Data.Count == 0 || page.Data.Any(delivery => DestinationNames?.ContainsKey(delivery.DestinationId) is not true))
        {
            DestinationNames = await LoadNamesAsync(api, scope, page.Data, cancellationToken);
        }

        Newest = page.Data;
        (HandedNewest, HandedNames) = (Newest, DestinationNames);
    }

    private static async Task<Dictionary<string, string>> LoadNamesAsync(
        WebhooksClient api, ProjectScope scope, IReadOnlyList<DeliveryResponse> deliveries, CancellationToken cancellationToken)
    {
        var destinations = await api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, limit: 100, cancellationToken: cancellationToken);
        var names = destinations.Data.ToDictionary(destination => destination.Id, destination => destination.Name);

        // One that was deleted has no name any more; with its id in place it is not asked for again.
        foreach (var delivery in deliveries)
        {
            names.TryAdd(delivery.DestinationId, delivery.DestinationId);
        }

        return names;
    }

    private string NameOf(string destinationId) => DestinationNames?.GetValueOrDefault(destinationId) ?? destinationId;

    private async Task OpenAsync(DeliveryResponse delivery) =>
        await Dialogs.OpenAsync<DeliveryDialog>(
            "Delivery",
            new Dictionary<string, object?>
            {
                [nameof(DeliveryDialog.DeliveryId)] = delivery.Id,
                [nameof(DeliveryDialog.DestinationName)] = NameOf(delivery.DestinationId),
            },
            new DialogOptions
            {
                Width = "min(60rem, 96vw)",
                CloseDialogOnEsc = true,
                CloseDialogOnOverlayClick = true,
                AutoFocusFirstElement = true,
            });
}
