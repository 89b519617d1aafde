using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>The destinations of a project: what they receive, how they do, and the switch that pauses them.</summary>
public sealed partial class DestinationList
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(300);

    private static readonly (string Sort, string Text)[] Sorts =
    [
        (WebhookDestinationSort.Newest, "Newest first"),
        (WebhookDestinationSort.Oldest, "Oldest first"),
        (WebhookDestinationSort.Name, "Name, A to Z"),
        (WebhookDestinationSort.NameDescending, "Name, Z to A"),
        (WebhookDestinationSort.Changed, "Last changed"),
    ];

    private DateTimeOffset factsAt;
    private int typed;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public DestinationRows? PersistedPage { get; set; }

    /// <summary>The same for what is known of each destination, by its id.</summary>
    [PersistentState]
    public Dictionary<string, DestinationFacts>? PersistedFacts { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Page is not null;

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private DestinationListView View { get; set; } = new();

    private DestinationRows? Page { get; set; }

    private Dictionary<string, DestinationFacts> Facts { get; set; } = [];

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        (Page, Facts) = (PersistedPage, PersistedFacts ?? []);
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url) => View = DestinationListView.Of(url);

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (scope, view) = (Scope, View);
        var answer = await api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, view.Filter, view.Page, DestinationListView.PageSize, cancellationToken);
        var rows = answer.Data.Select(DestinationRow.Of).ToArray();
        var paused = rows.Where(row => !row.Enabled).Select(row => row.Id).ToArray();
        var held = paused.Length == 0
            ? []
            : (await api.GetQueueAsync(scope.TenantId, scope.ProjectId, paused, cancellationToken)).Destinations;
        await LoadFactsAsync(api, scope, rows, cancellationToken);
        if (view == View)
        {
            Page = new DestinationRows(rows, answer.Pagination.Total, answer.Pagination.Pages, held.ToDictionary(of => of.DestinationId));
            (PersistedPage, PersistedFacts) = (Page, Facts);
        }
    }

    /// <summary>Loads the facts that take two requests for each row, less often than the rest.</summary>
    private async Task LoadFactsAsync(WebhooksClient api, ProjectAddress scope, DestinationRow[] rows, CancellationToken cancellationToken)
    {
        if (Now - factsAt < Fresh && rows.All(row => Facts.ContainsKey(row.Id)))
        {
            return;
        }

        var facts = await Task.WhenAll(rows.Select(row => DestinationFacts.LoadAsync(api, scope, row.Id, Now, cancellationToken)));
        Facts = rows.Zip(facts).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        factsAt = Now;
    }

    private async Task SearchAsync(string? text)
    {
        var mine = ++typed;
        await Task.Delay(TypingPause, Clock);
        if (mine == typed && !IsGone)
        {
            Show(View with { Search = (text ?? "").Trim(), Page = 1 });
        }
    }

    private void Show(DestinationListView view) =>
        Navigation.NavigateTo(view.UrlIn(Scope), new NavigationOptions { ReplaceHistoryEntry = true });

    private async Task SwitchAsync((DestinationRow Row, ActivityChange Change) switched)
    {
        var ((row, change), scope) = (switched, Scope);
        var refusal = await TryAsync((api, cancellationToken) => api.UpdateWebhookDestinationAsync(
            scope.TenantId, scope.ProjectId, row.Id, new() { Enabled = change.Enabled }, change.DiscardHeld, cancellationToken));
        if (refusal is null)
        {
            Notifications.Notify(NotificationSeverity.Success, change.Told(row.Name));
        }
        else
        {
            Notifications.Notify(NotificationSeverity.Error, $"{row.Name} was not changed", refusal);
        }

        await RefreshAsync();
    }
}
