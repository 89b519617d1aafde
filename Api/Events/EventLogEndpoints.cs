using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Deliveries;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Events;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Events;

/// <summary>The log of published events.</summary>
internal static class EventLogEndpoints
{
    /// <summary>Deliveries shown with an event; the deliveries list pages through more.</summary>
    private const int DeliveriesShown = 100;

    public static void MapEventLog(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/events").WithTags("Events");
        group.MapGet("/", ListAsync).WithName("ListEvents").WithSummary("List events, newest first").WithKeyset().Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetEvent").WithSummary("Get an event with its payload and deliveries").Demands(Permission.Read, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<EventLogEntry>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, EventLog events, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var page = await events.ListAsync(scope.Project.ProjectNo, cursor, limit, cancellationToken);
        return TypedResults.Ok(page.ToResponse(EventResponses.EntryOf));
    }

    private static async Task<Results<Ok<DataResponse<EventLogDetail>>, Problem>> GetAsync(
        string id, RequestScope scope, EventLog events, DeliveryLog deliveries, CancellationToken cancellationToken)
    {
        if (id.Contains('\0', StringComparison.Ordinal) || await events.FindAsync(scope.Project.ProjectNo, id, cancellationToken) is not { } stored)
        {
            return Problems.NotFound($"There is no event \"{id}\" in this project.");
        }

        var page = await deliveries.ListAsync(
            scope.Project.ProjectNo, new DeliveryQuery(EventKey: stored.Identity.Key), Keyset.Start, DeliveriesShown, cancellationToken);
        return TypedResults.Ok(new DataResponse<EventLogDetail>(EventResponses.DetailOf(stored, [.. page.Rows.Select(DeliveryResponses.Of)])));
    }
}
