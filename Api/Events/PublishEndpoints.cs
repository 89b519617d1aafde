using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Events;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Events;

/// <summary>Where producers publish events.</summary>
internal static class PublishEndpoints
{
    private const int MaximumBatch = 1_000;

    public static void MapPublish(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/run/v1/events").WithTags("Publish");
        group.MapPost("/", PublishAsync).WithName("PublishEvent").WithSummary("Publish an event; it is durable when the answer arrives")
            .WithBody<PublishEventRequest>().WithMetadata(new BodyLimit(BodyLimit.EventBytes)).Demands(Permission.Publish, Reach.KeyProject);
        group.MapPost("/batch", PublishBatchAsync).WithName("PublishEvents").WithSummary("Publish up to 1,000 events, each with its own result")
            .WithBody<PublishBatchRequest>().Demands(Permission.Publish, Reach.KeyProject);
    }

    private static async Task<Results<Ok<DataResponse<EventResponse>>, Created<DataResponse<EventResponse>>, Problem>> PublishAsync(
        RequestScope scope, JsonBody body, EventPublisher publisher, CancellationToken cancellationToken)
    {
        var input = EventInput.Read(body.Read());
        if (input.Problem is { } problem)
        {
            return problem;
        }

        return await publisher.PublishAsync(input.ToNewEvent(scope.Project, TraceParent()), cancellationToken) switch
        {
            PublishOutcome.Repeated repeated => TypedResults.Ok(new DataResponse<EventResponse>(EventResponses.Of(repeated.Event))),
            PublishOutcome.Accepted accepted =>
                TypedResults.Created((string?)null, new DataResponse<EventResponse>(input.ToResponse(accepted.Event.Identity))),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<PublishBatchResponse>, Problem>> PublishBatchAsync(
        HttpContext httpContext, RequestScope scope, JsonBody body, EventPublisher publisher, CancellationToken cancellationToken)
    {
        var input = body.Read();
        if (!input.TryGet("events", required: true, out var events) || events.ValueKind is not JsonValueKind.Array
            || events.GetArrayLength() is 0 or > MaximumBatch)
        {
            input.Errors.Add("/events", $"must be an array of 1 to {MaximumBatch} events");
            return input.Problem!; // An error was just added.
        }

        var traceParent = TraceParent();
        var results = await Task.WhenAll(events.EnumerateArray()
            .Select((item, index) => PublishOneAsync(httpContext, scope.Project, item, index, publisher, traceParent, cancellationToken)));
        return TypedResults.Ok(new PublishBatchResponse(results));
    }

    private static async Task<PublishResult> PublishOneAsync(
        HttpContext httpContext, ProjectScope project, JsonElement item, int index, EventPublisher publisher, string? traceParent,
        CancellationToken cancellationToken)
    {
        var path = $"/events/{index}";
        if (item.ValueKind is not JsonValueKind.Object)
        {
            return Refused(Problems.Invalid(path, "must be an object"));
        }

        if (item.GetRawText().Length > BodyLimit.EventBytes)
        {
            return Refused(Problems.TooLarge(BodyLimit.EventBytes));
        }

        var input = EventInput.Read(new JsonInput(item, path, new InputErrors()));
        if (input.Problem is { } problem)
        {
            return Refused(problem);
        }

        return await publisher.PublishAsync(input.ToNewEvent(project, traceParent), cancellationToken) switch
        {
            PublishOutcome.Repeated repeated => new PublishResult(StatusCodes.Status200OK, EventResponses.Of(repeated.Event)),
            PublishOutcome.Accepted accepted => new PublishResult(StatusCodes.Status201Created, input.ToResponse(accepted.Event.Identity)),
            _ => throw new UnreachableException(),
        };

        PublishResult Refused(Problem refusal) => new(refusal.Status, null, refusal.ToResponse(httpContext));
    }

    /// <summary>The trace of this request, when it is traced.</summary>
    private static string? TraceParent() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
}
