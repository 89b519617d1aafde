using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>Which deliveries the page shows. All of it is in the page's address, so a view can be shared and reloaded.</summary>
public sealed record DeliveryView
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/deliveries";

    /// <summary>How an attempt can fail.</summary>
    public static IReadOnlyList<string> FailureClasses { get; } =
        ["timeout", "dns", "connect", "tls", "reset", "http", "blocked", "too_large"];

    /// <summary>The view of everything, newest first.</summary>
    public static DeliveryView All { get; } = new();

    /// <summary>One of <see cref="DeliveryState"/>.</summary>
    public string? State { get; init; }

    /// <summary>The destination.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Type of the event.</summary>
    public string? EventType { get; init; }

    /// <summary>The event.</summary>
    public string? EventId { get; init; }

    /// <summary>The agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>The status that answered the last attempt, 100 to 599.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How the last attempt failed: one of <see cref="FailureClasses"/>.</summary>
    public string? FailureClass { get; init; }

    /// <summary>Text to look for.</summary>
    public string? Text { get; init; }

    /// <summary>When the event happened.</summary>
    public TimeRange Range { get; init; } = TimeRange.All;

    /// <summary>Where the page begins; null = at the newest, which is live.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => (this with { Cursor = null }) != All;

    /// <summary>The view of an address.</summary>
    public static DeliveryView Of(string url)
    {
        var query = UrlQuery.Of(url);
        return new DeliveryView
        {
            State = query.OneOf("state", DeliveryState.All),
            DestinationId = query.Text("destination"),
            EventType = query.Text("type"),
            EventId = query.Text("event"),
            AgentId = query.Text("agent"),
            StatusCode = query.Number("status", 100, 599),
            FailureClass = query.OneOf("failure", FailureClasses),
            Text = query.Text("text", 200),
            Range = TimeRange.Of(query),
            Cursor = query.Text("cursor", 500),
        };
    }

    /// <summary>The address of this view.</summary>
    internal string UrlIn(ProjectAddress scope) => UrlQuery.UrlOf(
        scope,
        Path,
        [
            new("state", State),
            new("destination", DestinationId),
            new("type", EventType),
            new("event", EventId),
            new("agent", AgentId),
            new("status", StatusCode?.ToString(CultureInfo.InvariantCulture)),
            new("failure", FailureClass),
            new("text", Text),
            .. Range.Parameters,
            new("cursor", Cursor),
        ]);

    /// <summary>The address of another page of it.</summary>
    internal string UrlAt(ProjectAddress scope, string? cursor) => (this with { Cursor = cursor }).UrlIn(scope);

    /// <summary>The filter for the Api.</summary>
    public DeliveryFilter FilterAt(DateTimeOffset now)
    {
        var (from, to) = Range.At(now);
        return new DeliveryFilter
        {
            State = State,
            DestinationId = DestinationId,
            EventType = EventType,
            EventId = EventId,
            AgentId = AgentId,
            StatusCode = StatusCode,
            FailureClass = FailureClass,
            Text = Text,
            From = from,
            To = to,
        };
    }
}
