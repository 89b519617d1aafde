using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Which destinations the list shows, and in which order: what its address says beyond the project.</summary>
internal sealed record DestinationListView
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 10;

    private const string Path = "/destinations";
    private const string SearchKey = "q";
    private const string StatusKey = "status";
    private const string TypeKey = "type";
    private const string SortKey = "sort";
    private const string PageKey = "page";
    private const string ActiveText = "active";
    private const string PausedText = "paused";
    private const int LongestSearch = 255;

    /// <summary>Text to look for; empty = any.</summary>
    public string Search { get; init; } = "";

    /// <summary>Only those that get deliveries, or only those that are paused; null = both.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Only those that receive this event type; empty = any.</summary>
    public string EventType { get; init; } = "";

    /// <summary>One of <see cref="WebhookDestinationSort"/>.</summary>
    public string Sort { get; init; } = WebhookDestinationSort.Newest;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether some destinations may be left out.</summary>
    public bool IsFiltered => Search.Length > 0 || IsActive is not null || EventType.Length > 0;

    /// <summary>The status as a choice of the page.</summary>
    public string Status => IsActive switch
    {
        true => ActiveText,
        false => PausedText,
        null => "",
    };

    /// <summary>The filter for the Api.</summary>
    public WebhookDestinationFilter Filter => new()
    {
        Search = Search.Length == 0 ? null : Search,
        Enabled = IsActive,
        EventType = EventType.Length == 0 ? null : EventType,
        Sort = Sort == WebhookDestinationSort.Newest ? null : Sort,
    };

    /// <summary>
    /// The view of an address. Values that cannot be understood are left out, so that an old or mistyped address still shows something.
    /// </summary>
    public static DestinationListView Of(string url)
    {
        var query = url.Split('#', 2)[0].Split('?', 2);
        var values = QueryHelpers.ParseQuery(query.Length > 1 ? query[1] : null);
        var sort = Text(SortKey);
        return new DestinationListView
        {
            Search = Text(SearchKey) is { Length: <= LongestSearch } search ? search : "",
            IsActive = StatusOf(Text(StatusKey)),
            EventType = Text(TypeKey),
            Sort = WebhookDestinationSort.All.Contains(sort) ? sort : WebhookDestinationSort.Newest,
            Page = int.TryParse(Text(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                && page is > 0 and <= 1_000_000 ? page : 1,
        };

        string Text(string key) => values.TryGetValue(key, out var value) ? value.ToString().Trim() : "";
    }

    /// <summary>The same with another status.</summary>
    public DestinationListView WithStatus(string? status) => this with { IsActive = StatusOf(status), Page = 1 };

    /// <summary>Address of the view; what is usual is left out.</summary>
    public string UrlIn(ProjectAddress scope)
    {
        Dictionary<string, string?> query = [];
        Add(SearchKey, Search, Search.Length > 0);
        Add(StatusKey, Status, IsActive is not null);
        Add(TypeKey, EventType, EventType.Length > 0);
        Add(SortKey, Sort, Sort != WebhookDestinationSort.Newest);
        Add(PageKey, Page.ToString(CultureInfo.InvariantCulture), Page > 1);
        return QueryHelpers.AddQueryString(scope.UrlOf(Path), query);

        void Add(string key, string value, bool isUnusual)
        {
            if (isUnusual)
            {
                query[key] = value;
            }
        }
    }

    private static bool? StatusOf(string? status) => status switch
    {
        ActiveText => true,
        PausedText => false,
        _ => null,
    };
}
