using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>The triggers of a project.</summary>
public sealed partial class TriggersPage
{
    private const int PageSize = 50;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public PageResponse<TriggerResponse>? PersistedPage { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Listed is not null;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private PageResponse<TriggerResponse>? Listed { get; set; }

    private int Page { get; set; } = 1;

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        Page = UrlQuery.Of(url).Number("page", 1, 100_000) ?? 1;
        (Listed, PersistedPage) = (PersistedPage ?? Listed, null);
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var page = Page;
        var listed = await api.ListProjectTriggersAsync(Scope.TenantId, Scope.ProjectId, page, PageSize, cancellationToken);
        if (page == Page)
        {
            Listed = PersistedPage = listed;
        }
    }

    private string UrlOf(TriggerResponse trigger) => Scope.UrlOf(TriggerUrls.Of(trigger.AgentId, trigger.Id));

    private string UrlOfPage(int page) =>
        UrlQuery.UrlOf(Scope, TriggerUrls.Path, [new("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
}
