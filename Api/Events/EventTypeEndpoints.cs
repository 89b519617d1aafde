using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Api.Events;

/// <summary>The catalogue of event types. They are built in: a project adds names of its own inside of <c>event.created</c>.</summary>
internal static class EventTypeEndpoints
{
    public static void MapEventTypes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/manage/tenants/{tenantId}/projects/{projectId}/event-types", List).WithName("ListEventTypes").WithTags("Events")
            .WithSummary("List the event types with description, JSON Schema and an example of what a destination receives")
            .WithDescription("The types are the same in every project. The schema is JSON Schema, draft 2020-12, of the whole body.")
            .WithPage().Demands(Permission.Read, Reach.Project);

    private static Results<Ok<PageResponse<EventTypeResponse>>, Problem> List(HttpRequest request)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var all = EventTypeCatalog.All;
        return TypedResults.Ok(new PageResponse<EventTypeResponse>(
            [.. all.Skip((page - 1) * limit).Take(limit)], new Pagination(page, limit, all.Count, (all.Count + limit - 1) / limit)));
    }
}
