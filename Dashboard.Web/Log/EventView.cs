using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>Which events the page shows. All of it is in the page's address, so a view can be shared and reloaded.</summary>
public sealed record EventView
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/events";

    private const string Matched = "yes";
    private const string Unmatched = "no";

    /// <summary>The view of everything, newest first.</summary>
    public static EventView All { get; } = new();

    /// <summary>Type of the event.</summary>
    public string? Type { get; init; }

    /// <summary>The agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether it matched a destination.</summary>
    public bool? IsMatched { get; init; }

    /// <summary>When it happened.</summary>
    public TimeRange Range { get; init; } = TimeRange.All;

    /// <summary>Where the page begins; null = at the newest, which is live.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => (this with { Cursor = null }) != All;

    /// <summary>The view of an address.</summary>
    public static EventView Of(string url)
    {
        var query = UrlQuery.Of(url);
        return new EventView
        {
            Type = query.Text("type"),
            AgentId = query.Text("agent"),
            IsMatched = query.OneOf("matched", [Matched, Unmatched]) is { } matched ? matched == Matched : null,
            Range = TimeRange.Of(query),
            Cursor = query.Text("cursor", 500),
        };
    }

    /// <summary>The address of this view.</summary>
    internal string UrlIn(ProjectAddress scope) => UrlQuery.UrlOf(
        scope,
        Path,
        [
            new("type", Type),
            new("agent", AgentId),
            new("matched", IsMatched is { } matched ? matched ? Matched : Unmatched : null),
            .. Range.Parameters,
            new("cursor", Cursor),
        ]);

    /// <summary>The address of another page of it.</summary>
    internal string UrlAt(ProjectAddress scope, string? cursor) => (this with { Cursor = cursor }).UrlIn(scope);

    /// <summary>The filter for the Api.</summary>
    public EventFilter FilterAt(DateTimeOffset now)
    {
        var (from, to) = Range.At(now);
        return new EventFilter { Type = Type, AgentId = AgentId, Matched = IsMatched, From = from, To = to };
    }
}
