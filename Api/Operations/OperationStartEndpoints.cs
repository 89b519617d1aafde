using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Operations;
using EventLog = Webhooks.Core.Events.EventLog;

namespace Webhooks.Api.Operations;

/// <summary>Starts operations. Each is stored and answered with 202; the workers do it in the background.</summary>
internal static class OperationStartEndpoints
{
    private const string Background =
        "Done in the background: the answer is the operation, and Location is where its progress is. A project has at most 20 "
        + "operations that are not finished, and they are done one after the other.";

    public static void MapOperationStarts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(OperationEndpoints.Route).WithTags("Operations");
        Describe(group.MapPost("/deliveries/resend", ResendAsync).WithName("ResendDeliveries").WithBody<ResendDeliveriesRequest>()
            .WithSummary("Send many deliveries again: named ones, or those that fit a filter"));
        Describe(group.MapPost("/webhook-destinations/{id}/recover", RecoverAsync).WithName("RecoverWebhookDestination")
            .WithBody<RecoverDestinationRequest>().WithSummary("Send again what failed, or was held for too long, for a destination"));
        Describe(group.MapPost("/webhook-destinations/{id}/replay-missing", ReplayMissingAsync).WithName("ReplayMissingEvents")
            .WithBody<ReplayMissingRequest>()
            .WithSummary(
                "Deliver the events that match a destination and were never fanned out to it, such as those from before it was created"));
        Describe(group.MapPost("/events/{id}/replay", ReplayAsync).WithName("ReplayEvent")
            .WithSummary("Send an event to every destination that matches it now, whether it had it or not"));
    }

    private static void Describe(RouteHandlerBuilder route) =>
        route.WithDescription(Background).WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);

    private static async Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> ResendAsync(
        RequestScope scope, JsonBody body, EventLog events, OperationStore operations, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var selected = ResendInput.Read(input);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        if (selected.Keys is { } keys)
        {
            return await StartAsync(
                scope, operations, OperationKind.Resend, new OperationParameters { DeliveryCount = keys.Count },
                new OperationSelection { Keys = keys },
                cancellationToken);
        }

        // Either is there, or the input has an error.
        return await selected.Filter!.ResolveAsync(scope.Project.ProjectNo, events, cancellationToken) is { } query
            ? await StartAsync(
                scope, operations, OperationKind.Resend, new OperationParameters { Filter = selected.Filter.Shown },
                new OperationSelection { Query = query },
                cancellationToken)
            : Problems.Unprocessable([new ProblemField("/filter/eventId", "names no event of this project that the other members fit")]);
    }

    private static Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> RecoverAsync(
        string id, RequestScope scope, JsonBody body, WebhooksDbContext context, OperationStore operations,
        CancellationToken cancellationToken) =>
        StartForDestinationAsync(OperationKind.Recover, id, scope, body, context, operations, cancellationToken);

    private static Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> ReplayMissingAsync(
        string id, RequestScope scope, JsonBody body, WebhooksDbContext context, OperationStore operations,
        CancellationToken cancellationToken) =>
        StartForDestinationAsync(OperationKind.ReplayMissing, id, scope, body, context, operations, cancellationToken);

    private static async Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> ReplayAsync(
        string id, RequestScope scope, EventLog events, OperationStore operations, CancellationToken cancellationToken) =>
        !id.Contains('\0', StringComparison.Ordinal) && await events.FindAsync(scope.Project.ProjectNo, id, cancellationToken) is { } stored
            ? await StartAsync(
                scope, operations, OperationKind.Replay, new OperationParameters { EventId = stored.Identity.Id },
                new OperationSelection { EventKey = stored.Identity.Key }, cancellationToken)
            : Problems.NotFound($"There is no event \"{id}\" in this project.");

    private static async Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> StartForDestinationAsync(
        string kind, string id, RequestScope scope, JsonBody body, WebhooksDbContext context, OperationStore operations,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        input.TryGet("since", required: true, out _);
        var (since, until) = (input.Time("since"), input.Time("until"));
        if (until <= since)
        {
            input.Errors.Add(input.PointerTo("until"), "must be after since");
        }

        if (input.Problem is { } problem)
        {
            return problem;
        }

        return await context.FindDestinationAsync(scope.Project, id, cancellationToken) is { } destination
            ? await StartAsync(
                scope, operations, kind, new OperationParameters { DestinationId = destination.Id, Since = since, Until = until },
                new OperationSelection { DestinationNo = destination.DestinationNo, Since = since, Until = until }, cancellationToken)
            : DestinationResponses.NotFound(id);
    }

    private static async Task<Results<Accepted<DataResponse<OperationResponse>>, Problem>> StartAsync(
        RequestScope scope, OperationStore operations, string kind, OperationParameters shown, OperationSelection selection,
        CancellationToken cancellationToken)
    {
        var asked = new NewOperation(kind, JsonSerializer.Serialize(shown, WebhooksJson.Options), selection, scope.Caller.Actor);
        if (await operations.CreateAsync(scope.Project, asked, cancellationToken) is not { } operation)
        {
            return Problems.Conflict(
                $"The project has {OperationStore.MaximumOpen} operations that are not finished; wait for one, or cancel one.");
        }

        var answer = OperationResponses.Of(operation);
        return TypedResults.Accepted(
            $"/manage/tenants/{scope.Project.TenantId}/projects/{scope.Project.ProjectId}/operations/{answer.Id}",
            new DataResponse<OperationResponse>(answer));
    }
}
