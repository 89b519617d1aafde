using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Events;

/// <summary>Where producers publish events.</summary>
internal static class PublishEndpoints
{
    public static void MapPublish(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/run/v1/events").WithTags("Publish");
        group.MapPost("/", PublishAsync).WithName("PublishEvent").WithSummary("Publish an event; it is durable when the answer arrives")
            .WithDescription(
                "Every matching destination of the project gets the event at least once. The same id again answers with the first "
                + "event.")
            .WithBody<PublishEventRequest>().WithIdempotencyKey().WithMetadata(new EventBody())
            .Demands(Permission.Publish, Reach.KeyProject);
        group.MapPost("/batch", PublishBatchAsync).WithName("PublishEvents")
            .WithSummary("Publish up to 1,000 events, each with its own result")
            .WithDescription(
                "Events are taken one by one: some may be refused while others are stored. The results are in the order of the "
                + "request.")
            .WithBody<PublishBatchRequest>().WithIdempotencyKey().Demands(Permission.Publish, Reach.KeyProject);
    }

    /// <summary>
    /// Without an idempotency key an event shares its transaction with others; with one it has its own, together with the key.
    /// </summary>
    private static async Task<Results<Ok<PublishEventResponse>, Created<PublishEventResponse>, ReplayedAnswer, Problem>> PublishAsync(
        HttpRequest request, RequestScope scope, JsonBody body, EventPublisher publisher, IdempotentRequests requests, WaitingQuota quota,
        CancellationToken cancellationToken)
    {
        var json = body.Read();
        var (input, key) = (EventInput.Read(json), request.ReadKey(json));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        var newEvent = input.ToNewEvent(scope.Project, TraceContext.Current);
        if (key is not null)
        {
            return await requests.AnswerAsync(
                scope.Project,
                key,
                conversationId: null,
                async transaction => AnswerOf(input, (await transaction.PublishAsync([newEvent], cancellationToken))[0]),
                cancellationToken);
        }

        return await publisher.PublishAsync(newEvent, cancellationToken) switch
        {
            PublishOutcome.Repeated repeated => TypedResults.Ok(AnswerOf(input, EventResponses.Of(repeated.Event))),
            PublishOutcome.Accepted accepted =>
                TypedResults.Created((string?)null, AnswerOf(input, input.ToResponse(accepted.Event.Identity))),
            PublishOutcome.Refused => Problems.QueueFull(quota.Limit),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<PublishBatchResponse>, ReplayedAnswer, Problem>> PublishBatchAsync(
        HttpContext context, RequestScope scope, JsonBody body, EventPublisher publisher, IdempotentRequests requests, LimitsOptions limits,
        WaitingQuota quota, CancellationToken cancellationToken)
    {
        var json = body.Read();
        var (batch, key) = (PublishBatch.Read(json, scope.Project, TraceContext.Current, limits.EventBytes), context.Request.ReadKey(json));
        if (json.Problem is { } problem)
        {
            return problem;
        }

        if (key is null)
        {
            var outcomes = await Task.WhenAll(batch.Events.Select(newEvent => publisher.PublishAsync(newEvent, cancellationToken)));
            return AnswerOf(batch, outcomes, context, quota);
        }

        var answer = await requests.AnswerAsync(
            scope.Project,
            key,
            conversationId: null,
            async transaction => WriteAnswer<PublishBatchResponse>.Known(
                new(batch.ResultsOf(await transaction.PublishAsync(batch.Events, cancellationToken), context, quota.Limit))),
            cancellationToken);
        return answer.Result switch
        {
            Ok<PublishBatchResponse> ok => ok,
            ReplayedAnswer replayed => replayed,
            Problem refused => refused,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A batch of which nothing was stored because the project is full is refused as a whole.</summary>
    private static Results<Ok<PublishBatchResponse>, ReplayedAnswer, Problem> AnswerOf(
        PublishBatch batch, PublishOutcome[] outcomes, HttpContext context, WaitingQuota quota) =>
        outcomes.Length > 0 && Array.TrueForAll(outcomes, outcome => outcome is PublishOutcome.Refused)
            ? Problems.QueueFull(quota.Limit)
            : TypedResults.Ok(new PublishBatchResponse(batch.ResultsOf(outcomes, context, quota.Limit)));

    private static WriteAnswer<PublishEventResponse> AnswerOf(EventInput input, PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.Repeated repeated => WriteAnswer<PublishEventResponse>.Known(AnswerOf(input, EventResponses.Of(repeated.Event))),
        PublishOutcome.Accepted accepted =>
            WriteAnswer<PublishEventResponse>.New(AnswerOf(input, input.ToResponse(accepted.Event.Identity))),
        _ => throw new UnreachableException(),
    };

    private static PublishEventResponse AnswerOf(EventInput input, EventResponse published) => new(published) { Warnings = input.Warnings };
}
