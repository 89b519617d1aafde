using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Webhooks.Client;

namespace Webhooks.Tests.EndToEnd;

/// <summary>
/// The few routes of the Api that the dashboard calls, answered from memory. A published event becomes one delivery per
/// destination at once, with the outcome that the URL of the destination names: <c>…/answers/503</c>.
/// </summary>
public sealed class ScriptedApi(string apiKey, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, WebhookDestinationResponse> _destinations = new();
    private readonly ConcurrentQueue<DeliveryDetailResponse> _deliveries = new();
    private int _lastId;
    private int _requestCount;

    /// <summary>Answers everything with 503 while it is set.</summary>
    public bool IsDown { get; set; }

    /// <summary>Refuses the API key while it is set, as after its revocation.</summary>
    public bool IsKeyRevoked { get; set; }

    /// <summary>How many requests it answered.</summary>
    public int RequestCount => _requestCount;

    /// <summary>Maps the routes.</summary>
    /// <param name="app">The host.</param>
    public void Map(WebApplication app)
    {
        var api = app.MapGroup("").AddEndpointFilter(GuardAsync).DisableAntiforgery();
        var project = api.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}");
        project.MapGet("/deliveries", ListDeliveries);
        project.MapGet("/deliveries/{id}", GetDelivery);
        project.MapGet("/webhook-destinations", ListDestinations);
        project.MapPost("/webhook-destinations", CreateDestination);
        api.MapPost("/run/v1/events", Publish);
    }

    private static IResult Problem(int status, string code, string detail) =>
        Results.Json(
            new ProblemResponse { Code = code, Title = code, Status = status, Detail = detail, Error = new(code, detail) },
            WebhooksJson.Options,
            "application/problem+json",
            status);

    private static IResult Answer(object body, int status = StatusCodes.Status200OK) =>
        Results.Json(body, WebhooksJson.Options, statusCode: status);

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Interlocked.Increment(ref _requestCount);
        if (IsDown)
        {
            return Problem(503, "service_unavailable", "Down.");
        }

        var bearer = context.HttpContext.Request.Headers.Authorization.ToString();
        return IsKeyRevoked || bearer != $"Bearer {apiKey}" ? Problem(401, "unauthorized", "Unknown API key.") : await next(context);
    }

    private IResult ListDeliveries(int limit) =>
        Answer(new KeysetResponse<DeliveryResponse>([.. _deliveries.Reverse().Take(limit)], null, null));

    private IResult GetDelivery(string id) =>
        _deliveries.FirstOrDefault(delivery => delivery.Id == id) is { } found
            ? Answer(new DataResponse<DeliveryDetailResponse>(found))
            : Problem(404, "not_found", "There is no such delivery.");

    private IResult ListDestinations() =>
        Answer(new PageResponse<WebhookDestinationResponse>([.. _destinations.Values], new(1, 100, _destinations.Count, 1)));

    private IResult CreateDestination(CreateWebhookDestinationRequest request)
    {
        var now = clock.GetUtcNow();
        var destination = new WebhookDestinationResponse
        {
            Id = request.Id ?? NextId("dst"),
            Name = request.Name,
            Description = request.Description,
            Url = request.Url,
            Enabled = true,
            EventTypes = request.EventTypes,
            AgentIds = [],
            Headers = null,
            RetryPolicy = RetryPolicySetting.Standard,
            DisabledReason = null,
            CreatedAt = now,
            UpdatedAt = now,
        };
        _destinations[destination.Id] = destination;
        return Answer(new DataResponse<WebhookDestinationResponse>(destination), StatusCodes.Status201Created);
    }

    private IResult Publish(PublishEventRequest request)
    {
        var now = clock.GetUtcNow();
        var id = request.Id ?? NextId("evt");
        foreach (var destination in _destinations.Values.Where(destination => destination.EventTypes.Contains("event.created")))
        {
            _deliveries.Enqueue(ScriptedDelivery.Of(NextId("dlv"), id, destination, now));
        }

        var published = new EventResponse { Id = id, Type = request.Type, CreatedAt = now, UpdatedAt = now };
        return Answer(new DataResponse<EventResponse>(published), StatusCodes.Status201Created);
    }

    private string NextId(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref _lastId):0000}");
}
