using System.Globalization;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>
/// The URL that senders post to (seed reference: "Invoke agent via trigger webhook"). In this order, so that no caller learns anything
/// before it has authenticated: (1) read the body up to what any trigger allows, (2) authenticate, (3) check that the trigger is enabled,
/// the request is no loop and there is room, (4) read the payload, (5) validate it, (6) store the invocation and answer.
/// </summary>
internal static class InvokeEndpoint
{
    private const string Route = "/run/tenants/{tenantId}/projects/{projectId}/agents/{agentId}/triggers/{triggerId}";

    private static readonly int[] Refusals = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503];

    public static void MapInvoke(this IEndpointRouteBuilder routes)
    {
        var route = routes.MapPost(Route, InvokeAsync).WithName("InvokeTrigger").WithTags("Triggers")
            .WithSummary("Invoke agent via trigger webhook")
            .WithDescription(
                "No API key: the request authenticates as the trigger demands. A payload in a form is an object of its fields. "
                + "Slack's url_verification is answered with 200 and its challenge. "
                + "Errors are plain objects, not problems.")
            .WithBody<InvokeTriggerRequest>()
            .WithHeader(
                IdempotencyHeader.Name,
                "1 to 255 visible ASCII characters. For 72 hours a repeat is answered with the first invocation; another payload under it gets 409. "
                + "Without it a sender's own delivery id (webhook-id, X-GitHub-Delivery) does the same.")
            .WithHeader(
                HopCount.Header,
                "Set by deliveries of events that a trigger caused: how many triggers they have come through. Beyond the limit (4 unless configured "
                + "otherwise) the answer is 422. Systems in between should pass it on.")
            .WithMetadata(new PlainErrors())
            .DemandsWhatTheTriggerDemands()
            .Produces<TriggerChallenge>(StatusCodes.Status200OK)
            .Produces<InvokeTriggerResponse>(StatusCodes.Status202Accepted);
        foreach (var status in Refusals)
        {
            route.Produces<InvokeTriggerError>(status);
        }
    }

    private static async Task<IResult> InvokeAsync(
        string tenantId, string projectId, string agentId, string triggerId, HttpContext context, TriggerDirectory directory,
        TriggerAuthenticator authenticator, RequestLimits limits, PayloadSchemas schemas, InvocationStarts starts, LoopGuard loops,
        CancellationToken cancellationToken)
    {
        // 1
        if (await JsonBody.TryReadAsync(context, FieldLimits.TriggerBodyBytes) is not { } body)
        {
            return Problems.TooLarge(FieldLimits.TriggerBodyBytes);
        }

        // 2
        var found = await directory.FindAsync(tenantId, projectId, agentId, triggerId, cancellationToken);
        using var tries = await limits.TryTriggerAsync(
            Addresses.NameOf(context.Connection.RemoteIpAddress), $"{tenantId}/{projectId}/{agentId}/{triggerId}");
        var authentication = authenticator.Authenticate(found?.Trigger, context.Request, body.Span, seenOnly: tries.Wait is not null);
        if (authentication.Refused is not null || found is not { } target)
        {
            tries.Spend();
            return tries.Wait is { } later
                ? Problems.TooManyRequests("There were too many requests with wrong credentials", later)
                : authentication.Refused ?? Problems.Unauthorized(TriggerAuthenticator.Missing);
        }

        // 3
        if (!target.Trigger.Enabled)
        {
            return Problems.NotFound("The trigger is disabled.");
        }

        if (loops.Refuse(context, target, out var hops) is { } loop)
        {
            return loop;
        }

        if (await limits.RefuseInvocationAsync(target.Trigger) is { } wait)
        {
            return Problems.TooManyRequests(
                string.Create(CultureInfo.InvariantCulture, $"The trigger takes {target.Trigger.RateLimitPerMinute} invocations a minute"),
                wait);
        }

        return await StartAsync(target, authentication.SenderDeliveryId, hops, context, body, schemas, starts, cancellationToken);
    }

    private static async Task<IResult> StartAsync(
        TriggerTarget target, string? deliveryId, int hops, HttpContext context, ReadOnlyMemory<byte> body, PayloadSchemas schemas,
        InvocationStarts starts,
        CancellationToken cancellationToken)
    {
        // 4
        if (body.Length > target.Trigger.BodyLimitBytes)
        {
            return Problems.TooLarge(target.Trigger.BodyLimitBytes);
        }

        var (payload, unreadable) = TriggerPayload.Read(context, body, target.Trigger);
        if (payload is null)
        {
            return unreadable!; // One or the other.
        }

        if (!TriggerKeys.TryRead(target.Trigger, context.Request, deliveryId, body.Span, out var key))
        {
            return Problems.Invalid(
                IdempotencyHeader.Pointer,
                $"must be one header of 1 to {IdempotencyKey.MaximumLength} visible ASCII characters, without blanks");
        }

        // 5
        var json = payload.RootElement;
        if (TriggerPayload.FindChallenge(target.Trigger, json) is { } challenge)
        {
            return Results.Json(new TriggerChallenge(challenge), WebhooksJson.Options);
        }

        if (TriggerPayload.Validate(target.Trigger, json, schemas) is { Count: > 0 } errors)
        {
            return Results.Json(
                new InvokeTriggerError("Payload validation failed", errors), WebhooksJson.Options,
                statusCode: StatusCodes.Status400BadRequest);
        }

        var message = TriggerMessage.Render(target.Trigger, json);
        if (TriggerMessage.FaultOf(message) is { } fault)
        {
            return Problems.Unprocessable([new ProblemField("/messageTemplate", $"makes no message of this payload: it {fault}")]);
        }

        // 6
        var start = new InvocationStart(
            target.Trigger, target.AgentId, message, TriggerPayload.TextOf(json), target.Trigger.RunAsUserIds)
        { Hops = hops };
        return await starts.StartAsync(target.Project, start, key, cancellationToken) switch
        {
            { Started: { } started } => TypedResults.Accepted((string?)null, TriggerResponses.Of(started)),
            { Replayed: { } replayed } => replayed,
            { Problem: var problem } => problem!, // One of the three.
        };
    }
}
