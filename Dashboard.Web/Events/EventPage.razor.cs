using System.Net;
using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Operations;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Events;

/// <summary>One event: its payload, the destinations it matched with their deliveries, or why it matched none.</summary>
public sealed partial class EventPage
{
    private readonly LogRows<DeliveryResponse> rows = new(delivery => delivery.Id);
    private readonly FollowedOperation followed;
    private string shownId = "";
    private bool isMissing;

    /// <summary>Follows the replays of the event on the page.</summary>
    public EventPage() => followed = new FollowedOperation(operation => operation.Parameters.EventId == EventId);

    /// <summary>The event.</summary>
    [Parameter]
    public string EventId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public EventLogDetail? PersistedEvent { get; set; }

    /// <summary>The same for the names of destinations by id.</summary>
    [PersistentState]
    public Dictionary<string, string>? PersistedNames { get; set; }

    /// <summary>The same for a replay that was under way.</summary>
    [PersistentState]
    public OperationResponse? PersistedReplay { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Entry is not null || isMissing;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private EventLogDetail? Entry { get; set; }

    private DestinationNames Names { get; } = new();

    private IReadOnlyList<LogRow<DeliveryResponse>> Deliveries => rows.Shown ?? [];

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        Names.TakeOver(PersistedNames);
        Show(PersistedEvent);
        if (shownId != EventId)
        {
            (shownId, Refusal) = (EventId, null);
            followed.Forget();
            followed.Show(PersistedReplay);
        }
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var scope = Scope;
        try
        {
            var entry = await api.GetEventAsync(scope.TenantId, scope.ProjectId, EventId, cancellationToken);
            string[] named = [
                .. entry.Deliveries.Select(delivery => delivery.DestinationId),
                .. (entry.Unmatched ?? []).Select(unmatched => unmatched.DestinationId)];
            await Names.EnsureAsync(api, scope, named, cancellationToken);
            await followed.FollowAsync(api, scope, cancellationToken);
            Show(entry);
            PersistedReplay = followed.Shown;
            (PersistedEvent, PersistedNames) = (PersistedLimits.Allows(entry.Payload) ? entry : null, Names.ById);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            isMissing = Entry is null;
        }
    }

    private void Show(EventLogDetail? entry)
    {
        Entry = entry;
        rows.Show(new KeysetResponse<DeliveryResponse>(entry?.Deliveries ?? [], null, null));
    }

    private string UrlOf(DeliveryResponse delivery) => Scope.UrlOf($"{DeliveryView.Path}/{delivery.Id}");
}
