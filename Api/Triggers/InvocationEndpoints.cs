using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>The invocations of a trigger with their outcome, and reruns.</summary>
internal static class InvocationEndpoints
{
    public static void MapInvocations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(TriggerEndpoints.Route + "/{triggerId}").WithTags("Triggers");
        group.MapGet("/invocations", ListAsync).WithName("ListInvocations").WithSummary("List the invocations of a trigger, newest first")
            .WithDescription(
                "An invocation is one start of the agent by the trigger. Filters narrow the list; the cursor walks through it.")
            .WithKeyset()
            .WithQuery("status", "pending, success or failed.")
            .WithSpan("Only those of this time or later.", "Only those before this time.")
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/invocations/{invocationId}", GetAsync).WithName("GetInvocation")
            .WithSummary("Get an invocation with its payload, message and attempts")
            .WithDescription("The attempts are the calls of the agent's runUrl, each with its status and duration.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/invocations/{invocationId}/rerun", RerunInvocationAsync).WithName("RerunInvocation")
            .WithSummary("Repeat an invocation with its payload or another message")
            .WithDescription(
                "A new invocation is made; the original is kept. Without a body the payload and message are those of the original.")
            .WithBody<RerunInvocationRequest>().WithMetadata(new OptionalBody())
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapPost("/rerun", RerunTriggerAsync).WithName("RerunTrigger")
            .WithSummary("Start the agent by hand with the payload of an invocation or a message")
            .WithDescription("A new invocation is made, as if a request had come in; it needs no credentials of the trigger.")
            .WithBody<RerunTriggerRequest>()
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<InvocationResponse>>, Problem>> ListAsync(
        string agentId, string triggerId, HttpRequest request, RequestScope scope, WebhooksDbContext context, InvocationLog log,
        CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit, between, status) = (query.Cursor(), query.Limit(), query.Span(), query.OneOf("status", InvocationStatus.All));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await context.FindTriggerAsync(scope.Project, agentId, triggerId, cancellationToken) is not { } trigger)
        {
            return TriggerResponses.NotFound(triggerId);
        }

        var page = await log.ListAsync(trigger.TriggerNo, status, between, cursor, limit, cancellationToken);
        return TypedResults.Ok(page.ToResponse(invocation => TriggerResponses.Of(invocation, trigger.Id)));
    }

    private static async Task<Results<Ok<DataResponse<InvocationDetailResponse>>, Problem>> GetAsync(
        string agentId, string triggerId, string invocationId, RequestScope scope, WebhooksDbContext context, InvocationLog log,
        KeptRecords kept, CancellationToken cancellationToken)
    {
        var (trigger, invocation, problem) = await FindAsync(
            agentId, triggerId, invocationId, scope, context, log, kept, cancellationToken);
        return trigger is null || invocation is null
            ? problem! // One or the other.
            : TypedResults.Ok(new DataResponse<InvocationDetailResponse>(TriggerResponses.DetailOf(
                invocation, trigger.Id, await log.FindRunAsync(scope.Project.ProjectNo, invocation, cancellationToken), scope.Caller)));
    }

    private static async Task<Results<Accepted<InvokeTriggerResponse>, Problem>> RerunInvocationAsync(
        string agentId, string triggerId, string invocationId, RequestScope scope, JsonBody body, WebhooksDbContext context,
        InvocationLog log,
        InvocationStarts starts, KeptRecords kept, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var message = ReadMessage(input);
        if (input.Problem is { } refused)
        {
            return refused;
        }

        var (trigger, invocation, problem) = await FindAsync(
            agentId, triggerId, invocationId, scope, context, log, kept, cancellationToken);
        return trigger is null || invocation is null
            ? problem! // One or the other.
            : await RerunAsync(scope, agentId, trigger, invocation, message, starts, cancellationToken);
    }

    private static async Task<Results<Accepted<InvokeTriggerResponse>, Problem>> RerunTriggerAsync(
        string agentId, string triggerId, RequestScope scope, JsonBody body, WebhooksDbContext context, InvocationLog log,
        InvocationStarts starts,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (message, invocationId) = (ReadMessage(input), input.Text("invocationId"));
        if (message is null && invocationId is null && input.Problem is null)
        {
            input.Errors.Add("/userMessage", "is required without invocationId");
        }

        if (input.Problem is { } refused)
        {
            return refused;
        }

        if (await context.FindTriggerAsync(scope.Project, agentId, triggerId, cancellationToken) is not { } trigger)
        {
            return TriggerResponses.NotFound(triggerId);
        }

        Invocation? invocation = null;
        if (invocationId is not null
            && (!PublicId.TryParseInvocation(invocationId, out var key)
                || (invocation = await log.FindAsync(scope.Project.ProjectNo, trigger.TriggerNo, key, cancellationToken)) is null))
        {
            return Problems.Unprocessable([new ProblemField("/invocationId", "names no invocation of this trigger")]);
        }

        return await RerunAsync(scope, agentId, trigger, invocation, message, starts, cancellationToken);
    }

    private static string? ReadMessage(JsonInput input) => input.Text("userMessage");

    private static async Task<Results<Accepted<InvokeTriggerResponse>, Problem>> RerunAsync(
        RequestScope scope, string agentId, Trigger trigger, Invocation? invocation, string? message, InvocationStarts starts,
        CancellationToken cancellationToken)
    {
        if (!trigger.Enabled)
        {
            return Problems.Conflict($"The trigger \"{trigger.Id}\" is disabled.");
        }

        if (message is null)
        {
            if (invocation?.Payload is not { } payload)
            {
                // It was started with a message: that is what is repeated.
                message = invocation?.Message;
            }
            else
            {
                using var json = JsonDocument.Parse(payload);
                message = TriggerMessage.Render(trigger, json.RootElement);
            }
        }

        if (TriggerMessage.FaultOf(message) is { } fault)
        {
            return Problems.Unprocessable([new ProblemField("/userMessage", $"is needed: the message of the payload {fault}")]);
        }

        var users = invocation is null ? trigger.RunAsUserIds : invocation.RunAsUserId is { } user ? [user] : [];
        // Checked above.
        var start = new InvocationStart(trigger, agentId, message!, invocation?.Payload, users) { RerunOf = invocation?.Key };
        return await starts.StartAsync(scope.Project, start, null, cancellationToken) switch
        {
            { Started: { } started } => TypedResults.Accepted((string?)null, TriggerResponses.Of(started)),
            { Problem: { } problem } => problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<(Trigger? Trigger, Invocation? Invocation, Problem? Problem)> FindAsync(
        string agentId, string triggerId, string invocationId, RequestScope scope, WebhooksDbContext context, InvocationLog log,
        KeptRecords kept, CancellationToken cancellationToken)
    {
        if (await context.FindTriggerAsync(scope.Project, agentId, triggerId, cancellationToken) is not { } trigger)
        {
            return (null, null, TriggerResponses.NotFound(triggerId));
        }

        return PublicId.TryParseInvocation(invocationId, out var key)
            && await log.FindAsync(scope.Project.ProjectNo, trigger.TriggerNo, key, cancellationToken) is { } invocation
            ? (trigger, invocation, null)
            : (null, null, kept.InvocationNotFound(invocationId));
    }
}
