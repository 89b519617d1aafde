using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.Agents;

internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/agents").WithTags("Agents");
        group.MapGet("/", ListAsync).WithName("ListAgents").WithSummary("List agents")
            .WithDescription("Agents are what conversations belong to. Destinations can be limited to some of them.")
            .WithPage().Demands(Permission.Read, Reach.Project);
        group.MapPost("/", CreateAsync).WithName("CreateAgent").WithSummary("Create an agent")
            .WithDescription("The id is chosen by the caller and is what events and conversations name as agentId.")
            .WithBody<CreateAgentRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapGet("/{agentId}", GetAsync).WithName("GetAgent").WithSummary("Get an agent")
            .WithDescription("Shows the agent with its runUrl and the reason why that was switched off, if it was.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPatch("/{agentId}", UpdateAsync).WithName("UpdateAgent").WithSummary("Change an agent: its name, and where it is called")
            .WithDescription(
                "A runUrl that fails as a destination does is switched off with the reason (runUrlDisabledReason); invocations fail from then on. "
                + "Setting runUrl, also to the same URL, switches it on again.")
            .WithChange<UpdateAgentRequest, AgentResponse>().Demands(Permission.Write, Reach.Project);
        group.MapGet("/{agentId}/secret", RevealAsync).WithName("GetAgentSecrets")
            .WithSummary("Show the secret that what is posted to the agent's runUrl is signed with")
            .WithDescription("Newest first. Viewing a secret is recorded in the audit log.")
            .Demands(Permission.Write, Reach.Project);
        group.MapDelete("/{agentId}", DeleteAsync).WithName("DeleteAgent")
            .WithSummary("Delete an agent; a destination that is scoped to it alone is paused")
            .WithDescription(
                "Its triggers are deleted with it, and its waiting runs are cancelled. Conversations and events that name it stay.")
            .Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<PageResponse<AgentResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, AgentRuns runs, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var agents =
            context.Agents.AsNoTracking().Where(agent => agent.ProjectNo == scope.Project.ProjectNo).OrderBy(agent => agent.AgentNo);
        var found = await agents.ToPageAsync(page, limit, ToResponse, cancellationToken);
        return TypedResults.Ok(found with { Data = await runs.DescribeAsync(scope.Project, found.Data, cancellationToken) });
    }

    private static async Task<Results<Created<DataResponse<AgentResponse>>, Problem>> CreateAsync(
        RequestScope scope, JsonBody body, AgentWriter writer, OutboundOptions outbound, CancellationToken cancellationToken)
    {
        var input = AgentInput.ForCreate(body, outbound);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        return await writer.CreateAsync(scope.Project, input, cancellationToken) is { } agent
            ? TypedResults.Created(
                $"/manage/tenants/{scope.Project.TenantId}/projects/{scope.Project.ProjectId}/agents/{agent.Id}",
                new DataResponse<AgentResponse>(ToResponse(agent)))
            : Problems.IdTaken("an agent", input.Id!); // Without a problem it is there.
    }

    private static async Task<Results<Ok<DataResponse<AgentResponse>>, Problem>> GetAsync(
        string agentId, RequestScope scope, WebhooksDbContext context, AgentRuns runs, CancellationToken cancellationToken)
    {
        var agent = await context.FindAgentAsync(scope.Project, agentId, cancellationToken);
        return agent is null ? NotFound(agentId) : await ShownAsync(agent, scope, runs, cancellationToken);
    }

    private static async Task<Results<Ok<DataResponse<AgentResponse>>, Problem>> UpdateAsync(
        string agentId, RequestScope scope, JsonBody body, AgentWriter writer, AgentRuns runs, OutboundOptions outbound,
        CancellationToken cancellationToken)
    {
        var input = AgentInput.ForUpdate(body, agentId, outbound);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        return await writer.UpdateAsync(scope.Project, agentId, input, cancellationToken) is { } agent
            ? await ShownAsync(agent, scope, runs, cancellationToken)
            : NotFound(agentId);
    }

    private static async Task<Results<Ok<DataResponse<AgentSecretsResponse>>, Problem>> RevealAsync(
        string agentId, RequestScope scope, WebhooksDbContext context, AgentRuns runs, CancellationToken cancellationToken)
    {
        if (await context.FindAgentAsync(scope.Project, agentId, cancellationToken) is not { } agent)
        {
            return NotFound(agentId);
        }

        var secrets = await runs.RevealAsync(agent, cancellationToken);
        return TypedResults.Ok(
            new DataResponse<AgentSecretsResponse>(new([.. secrets.Select(secret => new AgentSecret(secret.Secret, secret.CreatedAt))])));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string agentId, RequestScope scope, AgentRemoval removal, CancellationToken cancellationToken) =>
        await removal.RemoveAsync(scope.Project, agentId, cancellationToken) ? TypedResults.NoContent() : NotFound(agentId);

    /// <summary>The agent; null when the project has none of this id.</summary>
    internal static async Task<Agent?> FindAgentAsync(
        this WebhooksDbContext context, ProjectScope project, string agentId, CancellationToken cancellationToken) =>
        agentId.Contains('\0', StringComparison.Ordinal)
            ? null
            : await context.Agents.AsNoTracking()
                .SingleOrDefaultAsync(row => row.ProjectNo == project.ProjectNo && row.Id == agentId, cancellationToken);

    internal static Problem NotFound(string agentId) => Problems.NotFound($"There is no agent \"{agentId}\" in this project.");

    private static async Task<Ok<DataResponse<AgentResponse>>> ShownAsync(
        Agent agent, RequestScope scope, AgentRuns runs, CancellationToken cancellationToken) =>
        TypedResults.Ok(
            new DataResponse<AgentResponse>((await runs.DescribeAsync(scope.Project, [ToResponse(agent)], cancellationToken))[0]));

    private static AgentResponse ToResponse(Agent agent) => new(agent.Id, agent.Name, agent.RunUrl, agent.CreatedAt, agent.UpdatedAt);
}
