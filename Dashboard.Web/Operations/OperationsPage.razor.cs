using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Operations;

/// <summary>The operations of a project: live at the newest, page by page further back.</summary>
public sealed partial class OperationsPage
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/deliveries/operations";

    private const int PageSize = 20;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public KeysetResponse<OperationResponse>? PersistedPage { get; set; }

    /// <summary>The same for the names of destinations by id.</summary>
    [PersistentState]
    public Dictionary<string, string>? PersistedNames { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Page is not null;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private DestinationNames Names { get; } = new();

    private KeysetResponse<OperationResponse>? Page { get; set; }

    private string? Cursor { get; set; }

    private string? Refusal { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Names.TakeOver(PersistedNames);
        Page = PersistedPage;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url) => Cursor = UrlQuery.Of(url).Text("cursor", 500);

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (scope, cursor) = (Scope, Cursor);
        var page = await api.ListOperationsAsync(scope.TenantId, scope.ProjectId, cursor, PageSize, cancellationToken);
        await Names.EnsureAsync(
            api, scope, page.Data.Select(operation => operation.Parameters.DestinationId).OfType<string>(), cancellationToken);
        if (cursor == Cursor)
        {
            Page = page;
            (PersistedPage, PersistedNames) = (page, Names.ById);
        }
    }

    private string UrlAt(string? cursor) => UrlQuery.UrlOf(Scope, Path, [new("cursor", cursor)]);

    private async Task StopAsync(OperationResponse operation)
    {
        var (tenantId, projectId) = Scope;
        Refusal = await TryAsync(
            (api, cancellationToken) => api.CancelOperationAsync(tenantId, projectId, operation.Id, cancellationToken));
        await RefreshAsync();
    }
}
