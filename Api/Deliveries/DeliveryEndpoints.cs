using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
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
                "A page looks at 10,000 deliveries at most: with a filter that few of them fit it may be short or empty and still have a next one. "
                + "With Accept: text/event-stream the answer is a live tail with the same filters: server-sent events named delivery, one for every "
                + "new delivery and every change of state, resumed by Last-Event-ID; skipped says that there was more than it shows." + RouteDocumentation.Export)
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetDelivery").WithSummary("Get a delivery with its attempts")
            .WithDescription("Each attempt has its status, duration, timings and the beginning of the response.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/{id}/resend", ResendAsync).WithName("ResendDelivery").WithSummary("Send a delivery again, now")
            .WithDescription("Also for deliveries that were delivered. A new round of attempts begins, with the same webhook-id.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapPost("/{id}/cancel", CancelAsync).WithName("CancelDelivery").WithSummary("Cancel a waiting delivery")
            .WithDescription("An attempt that is being made goes on; no further one follows.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<DeliveryResponse>>, LiveTail, ListExport<DeliveryResponse>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, DeliveryLog log, EventLog events, LiveTails tails, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit, filter) = (query.Cursor(), query.Limit(), DeliveryFilterInput.Read(query));
        var form = ExportForm.Read(request, query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var projectNo = scope.Project.ProjectNo;
        var wanted = await filter.ResolveAsync(projectNo, events, cancellationToken);
        if (LiveTail.IsWanted(request))
        {
            return Follow(request, log, projectNo, wanted, tails);
        }

        async Task<KeysetPage<DeliveryRow>> ReadAsync(Keyset from, int rows, CancellationToken token) =>
            wanted is null ? new KeysetPage<DeliveryRow>([], null, null) : await log.ListAsync(projectNo, wanted, from, rows, token);

        return form is null
            ? TypedResults.Ok((await ReadAsync(cursor, limit, cancellationToken)).ToResponse(DeliveryResponses.Of))
            : new ListExport<DeliveryResponse>(
                tails, form, "deliveries", cursor,
                async (from, rows, token) => (await ReadAsync(from, rows, token)).Select(DeliveryResponses.Of));
    }

    /// <param name="request">May name the last event the client received.</param>
    /// <param name="log">Where to look.</param>
    /// <param name="projectNo">The project.</param>
    /// <param name="wanted">Which deliveries; null = those of an event that does not exist.</param>
    /// <param name="tails">How many tails there may be.</param>
    private static LiveTail Follow(HttpRequest request, DeliveryLog log, long projectNo, DeliveryQuery? wanted, LiveTails tails)
    {
        var now = tails.Clock.GetUtcNow();
        var tail = new DeliveryTail(
            log, projectNo, wanted ?? new DeliveryQuery(EventKey: Guid.Empty), now, LiveTail.ResumeFrom(request, now));
        return new LiveTail(tails, "delivery", async (at, token) =>
        {
            var found = await tail.PollAsync(at, token);
            return new TailPoll<object>([.. found.Rows.Select(DeliveryResponses.Of)], found.Skipped);
        });
    }

    private static async Task<Results<Ok<DataResponse<DeliveryDetailResponse>>, Problem>> GetAsync(
        string id, RequestScope scope, DeliveryLog log, KeptRecords kept, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo)
            || await log.FindAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken) is not { } delivery)
        {
            return kept.DeliveryNotFound(id);
        }

        return TypedResults.Ok(new DataResponse<DeliveryDetailResponse>(DeliveryResponses.DetailOf(delivery, scope.Caller)));
    }

    private static async Task<Results<Accepted<DataResponse<DeliveryDetailResponse>>, Problem>> ResendAsync(
        string id, RequestScope scope, DeliveryRepair repair, DeliveryLog log, KeptRecords kept, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo))
        {
            return kept.DeliveryNotFound(id);
        }

        var outcome = await repair.ResendAsync(scope.Project.TenantNo, scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken);
        return outcome is RepairOutcome.Done
            ? TypedResults.Accepted((string?)null, await ReadAsync(log, scope, eventKey, destinationNo, cancellationToken))
            : RefusalOf(outcome, kept, id);
    }

    private static async Task<Results<Ok<DataResponse<DeliveryDetailResponse>>, Problem>> CancelAsync(
        string id, RequestScope scope, DeliveryRepair repair, DeliveryLog log, KeptRecords kept, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo))
        {
            return kept.DeliveryNotFound(id);
        }

        var outcome = await repair.CancelAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken);
        return outcome is RepairOutcome.Done
            ? TypedResults.Ok(await ReadAsync(log, scope, eventKey, destinationNo, cancellationToken))
            : RefusalOf(outcome, kept, id);
    }

    private static async Task<DataResponse<DeliveryDetailResponse>> ReadAsync(
        DeliveryLog log, RequestScope scope, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
    {
        var delivery = await log.FindAsync(scope.Project.ProjectNo, eventKey, destinationNo, cancellationToken)
            ?? throw new InvalidOperationException("A delivery that was just changed is gone.");
        return new DataResponse<DeliveryDetailResponse>(DeliveryResponses.DetailOf(delivery, scope.Caller));
    }

    private static Problem RefusalOf(RepairOutcome outcome, KeptRecords kept, string id) => outcome switch
    {
        RepairOutcome.NotFound => kept.DeliveryNotFound(id),
        RepairOutcome.Delivering => Problems.Conflict("An attempt is under way right now; ask again when it is over."),
        RepairOutcome.Finished => Problems.Conflict("The delivery is finished; only a waiting one can be cancelled."),
        RepairOutcome.DestinationDeleted => Problems.Conflict("The destination was deleted; there is nowhere to send to."),
        _ => throw new UnreachableException(),
    };
}
