using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Attempts;
using Webhooks.Core.Destinations;
using Webhooks.Core.Persistence;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>The seed reference's webhook endpoints: list, create, get, update, delete.</summary>
internal static class WebhookDestinationEndpoints
{
    public const string Route = "/manage/tenants/{tenantId}/projects/{projectId}/webhook-destinations";

    public static void MapWebhookDestinations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Webhooks");
        group.MapGet("/", ListAsync).WithName("ListWebhookDestinations").WithSummary("List webhook destinations").WithPage()
            .WithQuery("agentId", "Destinations that get this agent's events: those scoped to it, and those scoped to none.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/", CreateAsync).WithName("CreateWebhookDestination").WithSummary("Create a webhook destination")
            .WithBody<CreateWebhookDestinationRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetWebhookDestination").WithSummary("Get a webhook destination").Demands(Permission.Read, Reach.Project);
        group.MapPatch("/{id}", UpdateAsync).WithName("UpdateWebhookDestination").WithSummary("Update a webhook destination; what is left out stays")
            .WithBody<UpdateWebhookDestinationRequest>()
            .WithQuery("held", "\"discard\" cancels what is held when the destination is enabled again.")
            .Demands(Permission.Write, Reach.Project);
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteWebhookDestination")
            .WithSummary("Delete a webhook destination; its waiting deliveries are cancelled").Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<PageResponse<WebhookDestinationResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, DestinationSecrecy secrecy, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit, agentId) = (query.Page(), query.Limit(), query.Text("agentId"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var destinations = context.DestinationsOf(scope.Project);
        if (agentId is not null)
        {
            destinations = destinations.Where(destination => destination.AgentIds.Count == 0 || destination.AgentIds.Contains(agentId));
        }

        return TypedResults.Ok(await destinations.ToPageAsync(page, limit, row => DestinationResponses.Of(row, secrecy, scope.Caller), cancellationToken));
    }

    private static async Task<Results<Created<DataResponse<WebhookDestinationResponse>>, Problem>> CreateAsync(
        RequestScope scope, JsonBody body, WebhooksDbContext context, DestinationWriter writer, DestinationSecrecy secrecy, OutboundOptions outbound,
        CancellationToken cancellationToken)
    {
        var input = DestinationInput.ForCreate(body, outbound);
        if ((input.Problem ?? await FindUnknownAgentsAsync(context, scope.Project, input.AgentIds, cancellationToken)) is { } problem)
        {
            return problem;
        }

        var destination = await writer.CreateAsync(scope.Project, input, cancellationToken);
        // An id is taken only when one was chosen.
        return destination is null
            ? Problems.IdTaken("a webhook destination", input.Id!)
            : TypedResults.Created(DestinationResponses.PathOf(scope.Project, destination), DestinationResponses.DataOf(destination, secrecy, scope.Caller));
    }

    private static async Task<Results<Ok<DataResponse<WebhookDestinationResponse>>, Problem>> GetAsync(
        string id, RequestScope scope, WebhooksDbContext context, DestinationSecrecy secrecy, CancellationToken cancellationToken) =>
        await context.FindDestinationAsync(scope.Project, id, cancellationToken) is { } destination
            ? TypedResults.Ok(DestinationResponses.DataOf(destination, secrecy, scope.Caller))
            : DestinationResponses.NotFound(id);

    private static async Task<Results<Ok<DataResponse<WebhookDestinationResponse>>, Problem>> UpdateAsync(
        string id, HttpRequest request, RequestScope scope, JsonBody body, WebhooksDbContext context, DestinationWriter writer,
        DestinationSecrecy secrecy, OutboundOptions outbound, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var held = query.OneOf("held", ["discard", "release"]);
        var input = DestinationInput.ForUpdate(body, outbound);
        if ((query.Problem ?? input.Problem ?? await FindUnknownAgentsAsync(context, scope.Project, input.AgentIds, cancellationToken)) is { } problem)
        {
            return problem;
        }

        var discardHeld = held == "discard" && input.Enabled is true;
        return await writer.UpdateAsync(scope.Project, id, input, discardHeld, cancellationToken) is { } destination
            ? TypedResults.Ok(DestinationResponses.DataOf(destination, secrecy, scope.Caller))
            : DestinationResponses.NotFound(id);
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id, RequestScope scope, DestinationWriter writer, CancellationToken cancellationToken) =>
        await writer.DeleteAsync(scope.Project, id, cancellationToken) ? TypedResults.NoContent() : DestinationResponses.NotFound(id);

    private static async Task<Problem?> FindUnknownAgentsAsync(
        WebhooksDbContext context, ProjectScope project, List<string>? agentIds, CancellationToken cancellationToken)
    {
        if (agentIds is not { Count: > 0 })
        {
            return null;
        }

        var known = await context.Agents.AsNoTracking()
            .Where(agent => agent.ProjectNo == project.ProjectNo && agentIds.Contains(agent.Id)).Select(agent => agent.Id).ToListAsync(cancellationToken);
        ProblemField[] unknown = [.. agentIds.Index().Where(item => !known.Contains(item.Item)).Select(item => new ProblemField($"/agentIds/{item.Index}", "names no agent of this project"))];
        return unknown.Length == 0 ? null : Problems.Unprocessable(unknown);
    }
}
