using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Radzen;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>One delivery: its state and why, what was sent, and the result of each attempt.</summary>
public sealed partial class DeliveryPage
{
    private bool isMissing;

    /// <summary>The delivery.</summary>
    [Parameter]
    public string DeliveryId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public DeliveryFacts? PersistedFacts { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Facts is not null || isMissing;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    [Inject]
    private IOptions<TraceLinks> Traces { get; set; } = default!; // Set by the framework before anything runs.

    private DeliveryFacts? Facts { get; set; }

    private string? Refusal { get; set; }

    private bool IsBusy { get; set; }

    private string? Curl => Facts is { DestinationUrl: { } url, Payload: { } payload }
        ? DeliveryCurl.Write(url, Facts.Delivery.EventId, payload.GetRawText(), Facts.HeaderNames)
        : null;

    /// <inheritdoc />
    protected override void ReadAddress(string url) => Facts = PersistedFacts;

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var isFirst = Facts is null;
        Facts = await DeliveryFacts.LoadAsync(api, Scope, DeliveryId, Facts, cancellationToken);
        isMissing = Facts is null;
        if (isFirst)
        {
            PersistedFacts = Facts is { IsLarge: false } ? Facts : null;
        }
    }

    private async Task ResendAsync()
    {
        IsBusy = true;
        Refusal = await ResendAndReadAsync();
        IsBusy = false;
    }

    private async Task<string?> ResendAndReadAsync()
    {
        var (tenantId, projectId) = Scope;
        var refusal = await TryAsync(
            (api, cancellationToken) => api.ResendDeliveryAsync(tenantId, projectId, DeliveryId, cancellationToken));
        await RefreshAsync();
        return refusal;
    }

    private async Task CancelAsync() =>
        await Dialogs.ConfirmAsync("Cancel this delivery?", Consequence, "Cancel delivery", CancelAndReadAsync, keep: "Keep delivery");

    private async Task<string?> CancelAndReadAsync()
    {
        var (tenantId, projectId) = Scope;
        var refusal = await TryAsync(
            (api, cancellationToken) => api.CancelDeliveryAsync(tenantId, projectId, DeliveryId, cancellationToken));
        await RefreshAsync();
        StateHasChanged();
        return refusal;
    }
}
