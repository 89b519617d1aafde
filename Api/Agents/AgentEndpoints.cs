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

namespace Webhooks.Api.Agents;

internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/agents").WithTags("Agents");
        group.MapGet("/", ListAsync).WithName("ListAgents").WithSummary("List agents").WithPage().Demands(Permission.Read, Reach.Project);
        group.MapPost("/", CreateAsync).WithName("CreateAgent").WithSummary("Create an agent")
            .WithBody<CreateAgentRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapGet("/{agentId}", GetAsync).WithName("GetAgent").WithSummary("Get an agent").Demands(Permission.Read, Reach.Project);
        group.MapDelete("/{agentId}", DeleteAsync).WithName("DeleteAgent")
            .WithSummary("Delete an agent; a destination that is scoped to it alone is paused").Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<PageResponse<AgentResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var agents = context.Agents.AsNoTracking().Where(agent => agent.ProjectNo == scope.Project.ProjectNo).OrderBy(agent => agent.AgentNo);
        return TypedResults.Ok(await agents.ToPageAsync(page, limit, ToResponse, cancellationToken));
    }

    private static async Task<Results<Created<DataResponse<AgentResponse>>, Problem>> CreateAsync(
        RequestScope scope, JsonBody body, WebhooksDbContext context, OutboundOptions outbound, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (id, name) = (input.ReadId(required: true), input.Text("name", Identifiers.MaximumLength, required: true));
        var runUrl = input.Text("runUrl", DestinationUrl.MaximumLength);
        if (runUrl is not null && DestinationUrl.Parse(runUrl, outbound) is { IsValid: false } refused)
        {
            input.Errors.Add("/runUrl", refused.Error);
        }

        if (input.Problem is { } problem)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        // Without a problem both are there.
        var agent = new Agent { ProjectNo = scope.Project.ProjectNo, Id = id!, Name = name!, RunUrl = runUrl, CreatedAt = now, UpdatedAt = now };
        context.Agents.Add(agent);
        return await context.TrySaveAsync(cancellationToken)
            ? TypedResults.Created(
                $"/manage/tenants/{scope.Project.TenantId}/projects/{scope.Project.ProjectId}/agents/{agent.Id}",
                new DataResponse<AgentResponse>(ToResponse(agent)))
            : Problems.IdTaken("an agent", agent.Id);
    }

    private static async Task<Results<Ok<DataResponse<AgentResponse>>, Problem>> GetAsync(
        string agentId, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var agent = await context.Agents.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ProjectNo == scope.Project.ProjectNo && row.Id == agentId, cancellationToken);
        return agent is null ? NotFound(agentId) : TypedResults.Ok(new DataResponse<AgentResponse>(ToResponse(agent)));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string agentId, RequestScope scope, AgentRemoval removal, CancellationToken cancellationToken) =>
        await removal.RemoveAsync(scope.Project, agentId, cancellationToken) ? TypedResults.NoContent() : NotFound(agentId);

    private static Problem NotFound(string agentId) => Problems.NotFound($"There is no agent \"{agentId}\" in this project.");

    private static AgentResponse ToResponse(Agent agent) => new(agent.Id, agent.Name, agent.RunUrl, agent.CreatedAt, agent.UpdatedAt);
}
