using System.Net;
using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Charts;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>One destination: how it does and why, what was sent, its settings, its secret, and code for its receiver.</summary>
public sealed partial class DestinationDetail
{
    private const int RecentShown = 10;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private DateTimeOffset statsAt;
    private ChartRange? statsOf;

    /// <summary>The destination.</summary>
    [Parameter]
    public string DestinationId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public DestinationSheet? Persisted { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Shown is not null || IsMissing;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs, like the next one.

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    private ChartRange Range { get; set; } = ChartRange.Usual;

    private WebhookDestinationResponse? Shown { get; set; }

    private DestinationHealthResponse? Health { get; set; }

    private QueuedDestination? Waiting { get; set; }

    private IReadOnlyList<DeliveryResponse> Recent { get; set; } = [];

    private StatsResponse? Stats { get; set; }

    private bool IsMissing { get; set; }

    private bool IsTesting { get; set; }

    private TestResponse? TestResult { get; set; }

    private string? TestTrouble { get; set; }

    private string OwnPath => $"/destinations/{Uri.EscapeDataString(DestinationId)}";

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (Persisted is { } persisted)
        {
            (Shown, Health, Waiting, Recent, Stats) = persisted;
        }

        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url) => Range = ChartRange.Of(url);

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (scope, range) = (Scope, Range);
        try
        {
            var destination = api.GetWebhookDestinationAsync(scope.TenantId, scope.ProjectId, DestinationId, cancellationToken);
            var health = api.GetDestinationHealthAsync(scope.TenantId, scope.ProjectId, DestinationId, cancellationToken);
            var queue = api.GetQueueAsync(scope.TenantId, scope.ProjectId, [DestinationId], cancellationToken);
            var recent = api.ListDeliveriesAsync(
                scope.TenantId, scope.ProjectId, new DeliveryFilter { DestinationId = DestinationId }, limit: RecentShown,
                cancellationToken: cancellationToken);
            await Task.WhenAll(destination, health, queue, recent);
            if (Stats is null || statsOf != range || Now - statsAt >= Fresh)
            {
                Stats = await range.LoadAsync(api, scope, DestinationId, Now, cancellationToken);
                (statsAt, statsOf) = (Now, range);
            }

            (Shown, Health) = (WithoutValues(await destination), await health);
            Waiting = (await queue).Destinations is [var waiting] ? waiting : null;
            Recent = (await recent).Data;
            Persisted = new DestinationSheet(Shown, Health, Waiting, Recent, Stats);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            IsMissing = true;
        }
    }

    /// <summary>The page has no use for the values of headers, so they are not persisted either.</summary>
    private static WebhookDestinationResponse WithoutValues(WebhookDestinationResponse destination) =>
        destination with { Headers = destination.Headers?.ToDictionary(static header => header.Key, static _ => "") };

    private async Task TestAsync()
    {
        (IsTesting, TestResult, TestTrouble) = (true, null, null);
        var scope = Scope;
        TestTrouble = await TryAsync(async (api, cancellationToken) => TestResult =
            await api.TestWebhookDestinationAsync(scope.TenantId, scope.ProjectId, DestinationId, withDetails: true, cancellationToken));
        IsTesting = false;
    }

    private async Task SwitchAsync(ActivityChange change)
    {
        var scope = Scope;
        var refusal = await TryAsync((api, cancellationToken) => api.UpdateWebhookDestinationAsync(
            scope.TenantId, scope.ProjectId, DestinationId, new() { Enabled = change.Enabled }, change.DiscardHeld, cancellationToken));
        if (refusal is not null)
        {
            Notifications.Notify(NotificationSeverity.Error, "Not changed", refusal);
        }

        await RefreshAsync();
    }

    private async Task DeleteAsync()
    {
        if (Shown is not { } shown)
        {
            return;
        }

        var scope = Scope;
        var isDone = await Dialogs.ConfirmAsync(
            $"Delete {shown.Name}?",
            WhatDeletingDoes,
            "Delete destination",
            () => TryAsync(
                (api, cancellationToken) => api.DeleteWebhookDestinationAsync(
                    scope.TenantId, scope.ProjectId, DestinationId, cancellationToken)));
        if (isDone)
        {
            Notifications.Notify(NotificationSeverity.Success, $"{shown.Name} deleted");
            Navigation.NavigateTo(scope.UrlOf("/destinations"));
        }
    }
}

/// <summary>The data that the page of a destination hands over from prerendering to the circuit.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Health">How it is doing.</param>
/// <param name="Waiting">Its backlog; null = none.</param>
/// <param name="Recent">Its newest deliveries.</param>
/// <param name="Stats">Its attempts over time.</param>
public sealed record DestinationSheet(
    WebhookDestinationResponse Destination, DestinationHealthResponse Health, QueuedDestination? Waiting,
    IReadOnlyList<DeliveryResponse> Recent, StatsResponse Stats);
