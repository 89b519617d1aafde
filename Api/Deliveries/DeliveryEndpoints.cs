using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Persistence;
using EventLog = Webhooks.Core.Events.EventLog;

namespace Webhooks.Api.Deliveries;

/// <summary>The log of deliveries, and their repair.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/deliveries").WithTags("Deliveries");
        DeliveryFilterInput.Describe(
            group.MapGet("/", ListAsync).WithName("ListDeliveries").WithSummary("List deliveries, newest event first").WithKeyset())
            .WithDescription(
                "A page looks at 10,000 deliveries at most: with a filter that few of them fit it may be short or empty and still have a next one.")
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetDelivery").WithSummary("Get a delivery with its attempts").Demands(Permission.Read, Reach.Project);
        group.MapPost("/{id}/resend", ResendAsync).WithName("ResendDelivery").WithSummary("Send a delivery again, now")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapPost("/{id}/cancel", CancelAsync).WithName("CancelDelivery").WithSummary("Cancel a waiting delivery")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<DeliveryResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, DeliveryLog log, EventLog events, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit, filter) = (query.Cursor(), query.Limit(), DeliveryFilterInput.Read(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var page = await filter.ResolveAsync(scope.Project.ProjectNo, events, cancellationToken) is { } wanted
            ? await log.ListAsync(scope.Project.ProjectNo, wanted, cursor, limit, cancellationToken)
            : new KeysetPage<DeliveryRow>([], null, null);
        return TypedResults.Ok(page.ToResponse(DeliveryResponses.Of));
    }

    private static async Task<Results<Ok<DataResponse<DeliveryDetailResponse>>, Problem>> GetAsync(
        string id, RequestScope scope, DeliveryLog log, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo)
            || await log.FindAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken) is not { } delivery)
        {
            return NotFound(id);
        }

        return TypedResults.Ok(new DataResponse<DeliveryDetailResponse>(DeliveryResponses.DetailOf(delivery)));
    }

    private static async Task<Results<Accepted<DataResponse<DeliveryDetailResponse>>, Problem>> ResendAsync(
        string id, RequestScope scope, DeliveryRepair repair, DeliveryLog log, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo))
        {
            return NotFound(id);
        }

        var outcome = await repair.ResendAsync(scope.Project.TenantNo, scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken);
        return outcome is RepairOutcome.Done
            ? TypedResults.Accepted((string?)null, await ReadAsync(log, scope, eventKey, destinationNo, cancellationToken))
            : RefusalOf(outcome, id);
    }

    private static async Task<Results<Ok<DataResponse<DeliveryDetailResponse>>, Problem>> CancelAsync(
        string id, RequestScope scope, DeliveryRepair repair, DeliveryLog log, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo))
        {
            return NotFound(id);
        }

        var outcome = await repair.CancelAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken);
        return outcome is RepairOutcome.Done
            ? TypedResults.Ok(await ReadAsync(log, scope, eventKey, destinationNo, cancellationToken))
            : RefusalOf(outcome, id);
    }

    private static async Task<DataResponse<DeliveryDetailResponse>> ReadAsync(
        DeliveryLog log, RequestScope scope, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
    {
        var delivery = await log.FindAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken)
            ?? throw new InvalidOperationException("A delivery that was just changed is gone.");
        return new DataResponse<DeliveryDetailResponse>(DeliveryResponses.DetailOf(delivery));
    }

    private static Problem NotFound(string id) => Problems.NotFound($"There is no delivery \"{id}\" in this project.");

    private static Problem RefusalOf(RepairOutcome outcome, string id) => outcome switch
    {
        RepairOutcome.NotFound => NotFound(id),
        RepairOutcome.Delivering => Problems.Conflict("An attempt is under way right now; ask again when it is over."),
        RepairOutcome.Finished => Problems.Conflict("The delivery is finished; only a waiting one can be cancelled."),
        RepairOutcome.DestinationDeleted => Problems.Conflict("The destination was deleted; there is nowhere to send to."),
        _ => throw new UnreachableException(),
    };
}
