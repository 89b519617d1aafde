using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Webhooks.Api.Access;
using Webhooks.Api.Agents;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Managing the triggers of an agent.</summary>
internal static class TriggerEndpoints
{
    public const string Route = "/manage/tenants/{tenantId}/projects/{projectId}/agents/{agentId}/triggers";

    public static void MapTriggers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/manage/tenants/{tenantId}/projects/{projectId}/triggers", ListAllAsync).WithTags("Triggers")
            .WithName("ListProjectTriggers")
            .WithSummary("List the triggers of all agents of a project, newest first")
            .WithDescription("Each trigger names its agent. Secrets and header values are not shown.")
            .WithPage().Demands(Permission.Read, Reach.Project);
        var group = routes.MapGroup(Route).WithTags("Triggers");
        group.MapGet("/", ListAsync).WithName("ListTriggers").WithSummary("List the triggers of an agent, newest first")
            .WithDescription("Secrets and header values are not shown.")
            .WithPage()
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/", CreateAsync).WithName("CreateTrigger")
            .WithSummary("Create a trigger; unless told otherwise its requests must be signed with a secret that the answer shows")
            .WithDescription("The answer has the URL to call. A message template and an input schema are checked when they are saved.")
            .WithBody<CreateTriggerRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
        group.MapGet("/{triggerId}", GetAsync).WithName("GetTrigger").WithSummary("Get a trigger")
            .WithDescription("Shows how requests authenticate, without secrets and header values.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPatch("/{triggerId}", UpdateAsync).WithName("UpdateTrigger").WithSummary("Change a trigger; what is left out stays")
            .WithDescription("Members that only the answer has may be sent back and change nothing.")
            .WithChange<UpdateTriggerRequest, TriggerResponse>().Demands(Permission.Write, Reach.Project);
        group.MapDelete("/{triggerId}", DeleteAsync).WithName("DeleteTrigger").WithSummary("Delete a trigger; what it has started goes on")
            .WithDescription("Its URL answers 404 from then on.")
            .Demands(Permission.Write, Reach.Project);
        group.MapGet("/{triggerId}/secret", RevealAsync).WithName("GetTriggerSecret")
            .WithSummary("Show the secret that requests are signed with")
            .WithDescription("Viewing the secret is recorded in the audit log.")
            .Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<PageResponse<TriggerResponse>>, Problem>> ListAsync(
        string agentId, HttpRequest request, RequestScope scope, WebhooksDbContext context, IOptions<TriggerOptions> options,
        CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await context.FindAgentAsync(scope.Project, agentId, cancellationToken) is null)
        {
            return AgentEndpoints.NotFound(agentId);
        }

        var triggers = context.TriggersOf(scope.Project, agentId).OrderByDescending(trigger => trigger.TriggerNo);
        return TypedResults.Ok(await triggers.ToPageAsync(
            page, limit,
            trigger => TriggerResponses.Of(trigger, agentId, UrlOf(trigger, agentId, scope, request, options)), cancellationToken));
    }

    private static Task<Results<Ok<PageResponse<TriggerResponse>>, Problem>> ListAllAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, IOptions<TriggerOptions> options,
        CancellationToken cancellationToken)
    {
        var triggers =
            from agent in context.Agents.AsNoTracking()
            where agent.ProjectNo == scope.Project.ProjectNo
            join trigger in context.Triggers.AsNoTracking() on agent.AgentNo equals trigger.AgentNo
            orderby trigger.TriggerNo descending
            select new { Trigger = trigger, AgentId = agent.Id };
        return triggers.AnswerPageAsync(
            request,
            row => TriggerResponses.Of(row.Trigger, row.AgentId, UrlOf(row.Trigger, row.AgentId, scope, request, options)),
            cancellationToken);
    }

    private static async Task<Results<Created<DataResponse<TriggerResponse>>, Problem>> CreateAsync(
        string agentId, HttpRequest request, RequestScope scope, JsonBody body, TriggerWriter writer, IOptions<TriggerOptions> options,
        CancellationToken cancellationToken)
    {
        var (trigger, secret, refused) = await writer.CreateAsync(scope.Project, agentId, TriggerInput.ForCreate(body), cancellationToken);
        return trigger is null
            ? refused! // One or the other.
            : TypedResults.Created(
                $"/manage/tenants/{scope.Project.TenantId}/projects/{scope.Project.ProjectId}/agents/{agentId}/triggers/{trigger.Id}",
                Shown(trigger, agentId, scope, request, options, secret));
    }

    private static async Task<Results<Ok<DataResponse<TriggerResponse>>, Problem>> GetAsync(
        string agentId, string triggerId, HttpRequest request, RequestScope scope, WebhooksDbContext context,
        IOptions<TriggerOptions> options,
        CancellationToken cancellationToken) =>
        await context.FindTriggerAsync(scope.Project, agentId, triggerId, cancellationToken) is { } trigger
            ? TypedResults.Ok(Shown(trigger, agentId, scope, request, options))
            : TriggerResponses.NotFound(triggerId);

    private static async Task<Results<Ok<DataResponse<TriggerResponse>>, Problem>> UpdateAsync(
        string agentId, string triggerId, HttpRequest request, RequestScope scope, JsonBody body, TriggerWriter writer,
        IOptions<TriggerOptions> options,
        CancellationToken cancellationToken)
    {
        var input = TriggerInput.ForUpdate(body, triggerId);
        var (trigger, secret, refused) = await writer.UpdateAsync(scope.Project, agentId, triggerId, input, cancellationToken);
        return trigger is null
            ? refused! // One or the other.
            : TypedResults.Ok(Shown(trigger, agentId, scope, request, options, secret));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string agentId, string triggerId, RequestScope scope, TriggerWriter writer, CancellationToken cancellationToken) =>
        await writer.DeleteAsync(scope.Project, agentId, triggerId, cancellationToken)
            ? TypedResults.NoContent()
            : TriggerResponses.NotFound(triggerId);

    private static async Task<Results<Ok<DataResponse<TriggerSecretResponse>>, Problem>> RevealAsync(
        string agentId, string triggerId, RequestScope scope, WebhooksDbContext context, TriggerSecrecy secrecy,
        CancellationToken cancellationToken) =>
        await context.FindTriggerAsync(scope.Project, agentId, triggerId, cancellationToken) is { } trigger
            ? TypedResults.Ok(new DataResponse<TriggerSecretResponse>(new(secrecy.TryReveal(trigger.ProtectedSecret))))
            : TriggerResponses.NotFound(triggerId);

    private static DataResponse<TriggerResponse> Shown(
        Trigger trigger, string agentId, RequestScope scope, HttpRequest request, IOptions<TriggerOptions> options,
        string? secret = null) =>
        new(TriggerResponses.Of(trigger, agentId, UrlOf(trigger, agentId, scope, request, options), secret));

    private static string UrlOf(Trigger trigger, string agentId, RequestScope scope, HttpRequest request, IOptions<TriggerOptions> options)
    {
        var address = options.Value.PublicAddress?.AbsoluteUri.TrimEnd('/') ?? $"{request.Scheme}://{HostOf(request)}{request.PathBase}";
        return $"{address}/run/tenants/{Uri.EscapeDataString(scope.Project.TenantId)}/projects/{scope.Project.ProjectId}/agents/{agentId}/triggers/{trigger.Id}";
    }

    /// <summary>
    /// The host of the request when <c>AllowedHosts</c> vouches for it, else the address that the request came in by: the sender of a
    /// request may write any host into it, and others would post to the URL that they are shown.
    /// </summary>
    private static string HostOf(HttpRequest request)
    {
        var allowed = request.HttpContext.RequestServices.GetRequiredService<IConfiguration>()["AllowedHosts"];
        var connection = request.HttpContext.Connection;
        return allowed is { Length: > 0 } and not "*" || connection.LocalIpAddress is not { } address
            ? request.Host.ToString()
            : new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.LocalPort).ToString();
    }
}
