using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.Deliveries;

/// <summary>The filters of the list of deliveries, and of its live tail.</summary>
internal sealed record DeliveryFilterInput(DeliveryQuery Query, string? EventId)
{
    private static readonly int MaximumText = FieldRule.Of<DeliveryFilter>(nameof(DeliveryFilter.Text)).Longest ?? 0;

    /// <summary>Nothing is asked for.</summary>
    public bool IsEmpty => Query == new DeliveryQuery() && EventId is null;

    /// <summary>The filter as it was asked for.</summary>
    public DeliveryFilter Shown => new()
    {
        State = Query.State,
        DestinationId = Query.DestinationId,
        EventType = Query.EventType,
        EventId = EventId,
        AgentId = Query.AgentId,
        From = Query.From,
        To = Query.To,
        StatusCode = Query.StatusCode,
        FailureClass = Query.FailureClass,
        Text = Query.Text,
    };

    public static TBuilder Describe<TBuilder>(TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route
        .WithQuery("state", $"Only deliveries in this state: {string.Join(", ", DeliveryState.All)}.")
        .WithQuery("destinationId", "Only deliveries to this destination.")
        .WithQuery("eventType", "Only deliveries of events of this type.")
        .WithQuery("eventId", "Only deliveries of this event.")
        .WithQuery("agentId", "Only deliveries of this agent's events.")
        .WithSpan("Only deliveries of events of this time or later.", "Only deliveries of events before this time.")
        .WithQuery("statusCode", "Only deliveries whose last recorded attempt was answered with this status, 100 to 599.", isNumber: true)
        .WithQuery(
            "failureClass", $"Only deliveries whose last recorded attempt failed this way: {string.Join(", ", FailureClassNames.All)}.")
        .WithQuery("text", "The id of an event or of a delivery, or a part of the destination's id, name or URL or of the reason; at most 200 characters.");

    /// <summary>Reads them; what is wrong is noted in the input.</summary>
    public static DeliveryFilterInput Read(QueryInput input)
    {
        var (from, to) = input.Span();
        return new DeliveryFilterInput(
            new DeliveryQuery(
                input.OneOf("state", DeliveryState.All), input.Text("destinationId"), input.OneOf("eventType", EventTypes.All), null,
                input.Text("agentId"),
                from, to, input.Number("statusCode", 100, 599), input.OneOf("failureClass", FailureClassNames.All),
                input.Text("text", MaximumText)?.Trim()),
            input.Text("eventId"));
    }

    /// <summary>The same of a JSON object.</summary>
    public static DeliveryFilterInput Read(JsonInput input)
    {
        var (from, to) = input.Span();
        return new DeliveryFilterInput(
            new DeliveryQuery(
                input.Text("state"), input.Text("destinationId"), input.Text("eventType"), null, input.Text("agentId"), from, to,
                input.Number("statusCode"), ReadFailureClass(input), input.Text("text")),
            input.Text("eventId"));
    }

    /// <summary>The query with ids of events looked up; null when the event asked for does not exist, so nothing fits.</summary>
    public async Task<DeliveryQuery?> ResolveAsync(long projectNo, EventLog events, CancellationToken cancellationToken)
    {
        var query = Query;
        if (EventId is not null)
        {
            if (await events.FindAsync(projectNo, EventId, cancellationToken) is not { } named)
            {
                return null;
            }

            query = query with { EventKey = named.Identity.Key };
        }

        return query.Text switch
        {
            null => query,
            "" => query with { Text = null },
            _ when PublicId.TryParseDelivery(query.Text, out var key, out var destinationNo) => Within(query, key, destinationNo),
            _ when await events.FindAsync(projectNo, query.Text, cancellationToken) is { } found => Within(query, found.Identity.Key, null),
            _ => query,
        };
    }

    private static string? ReadFailureClass(JsonInput input)
    {
        var text = input.Text("failureClass");
        if (text is not null && !FailureClassNames.All.Contains(text))
        {
            input.Errors.Add(input.PointerTo("failureClass"), $"must be one of {string.Join(", ", FailureClassNames.All)}");
            return null;
        }

        return text;
    }

    private static DeliveryQuery? Within(DeliveryQuery query, Guid eventKey, long? destinationNo) =>
        query.EventKey is null || query.EventKey == eventKey
            ? query with { EventKey = eventKey, DestinationNo = destinationNo, Text = null }
            : null;
}
