using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>The seed reference's webhook endpoints: list, create, get, update, delete.</summary>
internal static class WebhookDestinationEndpoints
{
    public const string Route = "/manage/tenants/{tenantId}/projects/{projectId}/webhook-destinations";

    private const string IfMatchDescription = "An ETag read before: answered with 412 when somebody has changed the destination since.";

    public static void MapWebhookDestinations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Webhooks");
        group.MapGet("/", ListAsync).WithName("ListWebhookDestinations").WithSummary("List webhook destinations, newest first")
            .WithDescription("Filters and a search can be combined. Header values are masked for callers who may not edit.")
            .WithPage()
            .WithQuery("agentId", "Destinations that get this agent's events: those scoped to it, and those scoped to none.")
            .WithQuery("enabled", "\"true\": those that get deliveries now; \"false\": those that are paused.")
            .WithQuery("eventType", "Destinations that subscribe to this type.")
            .WithQuery("search", "Text in the name, description, URL, id or a tag, whatever its case; at most 255 characters.")
            .WithQuery("sort", $"One of {string.Join(", ", WebhookDestinationSort.All)}; default {WebhookDestinationSort.Newest}.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/", CreateAsync).WithName("CreateWebhookDestination").WithSummary("Create a webhook destination")
            .WithDescription(
                "Events that are published from then on are sent to it. The answer's id names it; its signing secret is shown by the "
                + "secret route.")
            .WithBody<CreateWebhookDestinationRequest>().WithDryRun().WithRefusal(StatusCodes.Status409Conflict)
            .Demands(Permission.Write, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetWebhookDestination")
            .WithSummary("Get a webhook destination; its ETag names this state of it")
            .WithDescription("Send the ETag as If-Match with a change, and the change is refused if somebody else was faster.")
            .WithHeader("If-None-Match", "An ETag read before: answered with 304 while it is still the destination's.")
            .Produces(StatusCodes.Status304NotModified).Demands(Permission.Read, Reach.Project);
        group.MapPatch("/{id}", UpdateAsync).WithName("UpdateWebhookDestination")
            .WithSummary("Update a webhook destination; what is left out stays")
            .WithDescription(
                "Pending deliveries go to a new URL too. Enabling a destination that the service disabled starts its health anew.")
            .WithChange<UpdateWebhookDestinationRequest, WebhookDestinationResponse>().WithDryRun()
            .WithRefusal(StatusCodes.Status409Conflict)
            .WithQuery("held", "\"discard\" cancels what is held when the destination is enabled again.")
            .WithHeader("If-Match", IfMatchDescription).WithRefusal(StatusCodes.Status412PreconditionFailed)
            .Demands(Permission.Write, Reach.Project);
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteWebhookDestination")
            .WithSummary("Delete a webhook destination; its waiting deliveries are cancelled")
            .WithDescription("Deliveries and attempts stay in the log.")
            .WithHeader("If-Match", IfMatchDescription).WithRefusal(StatusCodes.Status412PreconditionFailed)
            .Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<PageResponse<WebhookDestinationResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, DestinationSecrecy secrecy, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        var filter = new WebhookDestinationFilter
        {
            AgentId = query.Text("agentId"),
            Enabled = query.Flag("enabled"),
            EventType = query.OneOf("eventType", EventTypes.All),
            Search = query.Text("search", Identifiers.MaximumLength),
            Sort = query.OneOf("sort", WebhookDestinationSort.All),
        };
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var destinations = context.DestinationsOf(scope.Project).Matching(filter).Sorted(filter.Sort);
        return TypedResults.Ok(
            await destinations.ToPageAsync(
                page, limit, row => DestinationResponses.ListedOf(row, secrecy, scope.Caller), cancellationToken));
    }

    private static async Task<Results<Created<DataResponse<WebhookDestinationResponse>>, NoContent, Problem>> CreateAsync(
        HttpContext http, RequestScope scope, JsonBody body, DestinationWriter writer, DestinationSecrecy secrecy, OutboundOptions outbound,
        LimitsOptions limits, CancellationToken cancellationToken)
    {
        var query = new QueryInput(http.Request.Query);
        var isDryRun = DryRun.Read(query);
        var input = DestinationInput.ForCreate(body, outbound, limits);
        if ((query.Problem ?? input.Problem) is { } problem)
        {
            return problem;
        }

        if (isDryRun)
        {
            return await writer.CheckNewAsync(scope.Project, input, cancellationToken) is { } fault ? fault : TypedResults.NoContent();
        }

        var (destination, refused) = await writer.CreateAsync(scope.Project, input, cancellationToken);
        return destination is null
            ? refused! // One or the other.
            : TypedResults.Created(
                DestinationResponses.PathOf(scope.Project, destination), Shown(destination, secrecy, scope.Caller, http.Response));
    }

    private static async Task<Results<Ok<DataResponse<WebhookDestinationResponse>>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, HttpContext http, RequestScope scope, WebhooksDbContext context, DestinationSecrecy secrecy,
        CancellationToken cancellationToken)
    {
        if (await context.FindDestinationAsync(scope.Project, id, cancellationToken) is not { } destination)
        {
            return DestinationResponses.NotFound(id);
        }

        var shown = Shown(destination, secrecy, scope.Caller, http.Response);
        return IfMatch.HasAlready(http.Request, DestinationResponses.TagOf(destination, scope.Caller))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(shown);
    }

    private static async Task<Results<Ok<DataResponse<WebhookDestinationResponse>>, NoContent, Problem>> UpdateAsync(
        string id, HttpContext http, RequestScope scope, JsonBody body, DestinationWriter writer,
        DestinationSecrecy secrecy, OutboundOptions outbound, LimitsOptions limits, CancellationToken cancellationToken)
    {
        var query = new QueryInput(http.Request.Query);
        var held = query.OneOf("held", ["discard", "release"]);
        var isDryRun = DryRun.Read(query);
        var ifMatch = IfMatch.Read(http.Request, query.Errors);
        var input = DestinationInput.ForUpdate(body, outbound, limits);
        if ((query.Problem ?? input.Problem) is { } problem)
        {
            return problem;
        }

        if (isDryRun)
        {
            return await writer.CheckAsync(scope, id, input, ifMatch, cancellationToken) is { } fault ? fault : TypedResults.NoContent();
        }

        var discardHeld = held == "discard" && input.Enabled is true;
        var (destination, refused) = await writer.UpdateAsync(scope, id, input, ifMatch, discardHeld, cancellationToken);
        return destination is null
            ? refused! // One or the other.
            : TypedResults.Ok(Shown(destination, secrecy, scope.Caller, http.Response));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id, HttpRequest request, RequestScope scope, DestinationWriter writer, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var ifMatch = IfMatch.Read(request, errors);
        return (errors.ToProblem() ?? await writer.DeleteAsync(scope, id, ifMatch, cancellationToken)) is { } problem
            ? problem
            : TypedResults.NoContent();
    }

    private static DataResponse<WebhookDestinationResponse> Shown(
        Destination destination, DestinationSecrecy secrecy, Caller caller, HttpResponse response)
    {
        response.Headers.ETag = DestinationResponses.TagOf(destination, caller);
        return DestinationResponses.DataOf(destination, secrecy, caller);
    }
}
