using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>The deliveries of a project: live at the newest, page by page further back, filtered by the page's address.</summary>
public sealed partial class DeliveriesPage
{
    private LogRows<DeliveryResponse> rows = NewRows();
    private LogRows<DeliveryResponse> before = NewRows();
    private ScrollWatch? scrolling;
    private bool isReading;

    /// <summary>
    /// Hands over to the circuit what was loaded while the page was rendered in advance; public for that. The framework sets it again
    /// with each change of the parameters, such as a reconnect brings, so what is shown is kept apart.
    /// </summary>
    [PersistentState]
    public KeysetResponse<DeliveryResponse>? PersistedPage { get; set; }

    /// <summary>The same for the names of destinations by id.</summary>
    [PersistentState]
    public Dictionary<string, string>? PersistedNames { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => rows.Shown is not null;

    [Inject]
    private IJSRuntime Script { get; set; } = default!; // Set by the framework before anything runs.

    private DeliveryView View { get; set; } = DeliveryView.All;

    private DestinationNames Names { get; } = new();

    private LogSelection Selection { get; } = new();

    // Until the Api has answered for another view, the rows of the one before stay.
    private LogRows<DeliveryResponse> Rows => IsLoaded ? rows : before;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private bool IsHeld => isReading || Selection.Count > 0;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Names.TakeOver(PersistedNames);
        await base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        View = DeliveryView.Of(url);
        before = Rows;
        rows = NewRows();
        isReading = false; // The user cannot have scrolled in rows that are not shown yet.
        ClearSelection();
        if (PersistedPage is { } persisted && before.Shown is null)
        {
            rows.Show(persisted);
        }

        PersistedPage = null; // Of the address before, from now on.
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (scope, view, asked) = (Scope, View, rows);
        var filter = view.FilterAt(Now);
        await asked.RefreshAsync(
            cursor =>
                api.ListDeliveriesAsync(
                    scope.TenantId, scope.ProjectId, filter, cursor, LogRows<DeliveryResponse>.PageSize, cancellationToken),
            view.Cursor,
            IsHeld);
        var destinations = (asked.Shown ?? []).Select(row => row.Item.DestinationId);
        await followed.FollowAsync(api, scope, cancellationToken);
        await Names.EnsureAsync(
            api, scope, view.DestinationId is { } chosen ? destinations.Prepend(chosen) : destinations, cancellationToken);
        if (asked == rows)
        {
            (PersistedPage, PersistedNames) = (rows.Page, Names.ById);
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            scrolling = await ScrollWatch.StartAsync(Script, OnScrolled);
        }
    }

    /// <inheritdoc />
    protected override async ValueTask LeaveAsync()
    {
        await base.LeaveAsync();
        await (scrolling?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static LogRows<DeliveryResponse> NewRows() => new(delivery => delivery.Id);

    private void OnScrolled(bool isAway) => isReading = isAway;

    private void Show(DeliveryView view) => Navigation.NavigateTo(view.UrlIn(Scope));

    private async Task<DestinationSearch> FindDestinationsAsync(string text)
    {
        var scope = Scope;
        var found = DestinationSearch.Nothing;
        Refusal = await TryAsync(
            async (api, cancellationToken) => found = await DestinationSearch.FindAsync(api, scope, text, cancellationToken));
        return found;
    }

    private void Open(DeliveryResponse delivery) => Navigation.NavigateTo(UrlOf(delivery));

    private string UrlOf(DeliveryResponse delivery) => Scope.UrlOf($"{DeliveryView.Path}/{delivery.Id}");

    private async Task ShowNewestAsync()
    {
        isReading = false;
        ClearSelection();
        await RefreshAsync();
        await (scrolling?.ToTopAsync() ?? ValueTask.CompletedTask);
    }
}
