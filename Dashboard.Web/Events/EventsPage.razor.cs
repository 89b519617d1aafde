using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Dashboard.Web.Events;

/// <summary>The events of a project: live at the newest, page by page further back, filtered by the page's address.</summary>
public sealed partial class EventsPage
{
    private LogRows<EventLogEntry> rows = NewRows();
    private LogRows<EventLogEntry> before = NewRows();
    private ScrollWatch? scrolling;
    private bool isReading;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public KeysetResponse<EventLogEntry>? PersistedPage { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => rows.Shown is not null;

    [Inject]
    private IJSRuntime Script { get; set; } = default!; // Set by the framework before anything runs.

    private EventView View { get; set; } = EventView.All;

    // Until the Api has answered for another view, the rows of the one before stay.
    private LogRows<EventLogEntry> Rows => IsLoaded ? rows : before;

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        View = EventView.Of(url);
        before = Rows;
        rows = NewRows();
        isReading = false; // The user cannot have scrolled in rows that are not shown yet.
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
                api.ListEventsAsync(scope.TenantId, scope.ProjectId, filter, cursor, LogRows<EventLogEntry>.PageSize, cancellationToken),
            view.Cursor,
            isReading);
        if (asked == rows)
        {
            PersistedPage = rows.Page;
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            scrolling = await ScrollWatch.StartAsync(Script, isAway => isReading = isAway);
        }
    }

    /// <inheritdoc />
    protected override async ValueTask LeaveAsync()
    {
        await base.LeaveAsync();
        await (scrolling?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static LogRows<EventLogEntry> NewRows() => new(entry => entry.Id);

    private void Show(EventView view) => Navigation.NavigateTo(view.UrlIn(Scope));

    private string UrlOf(EventLogEntry entry) => Scope.UrlOf($"{EventView.Path}/{entry.Id}");

    private async Task ShowNewestAsync()
    {
        isReading = false;
        await RefreshAsync();
        await (scrolling?.ToTopAsync() ?? ValueTask.CompletedTask);
    }
}
