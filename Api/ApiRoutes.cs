using Microsoft.AspNetCore.Routing.Patterns;
using Webhooks.Api.Access;
using Webhooks.Api.Agents;
using Webhooks.Api.Audit;
using Webhooks.Api.Conversations;
using Webhooks.Api.Deliveries;
using Webhooks.Api.Events;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Api.Operations;
using Webhooks.Api.People;
using Webhooks.Api.Projects;
using Webhooks.Api.Stats;
using Webhooks.Api.Status;
using Webhooks.Api.Tenants;
using Webhooks.Api.Triggers;
using Webhooks.Api.WebhookDestinations;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api;

/// <summary>The routes of the Api, in the order of its reference.</summary>
public static class ApiRoutes
{
    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseWhen(
            context => ApiPaths.Include(context.Request.Path),
            api => api.UseMiddleware<DatabaseWatchMiddleware>().UseMiddleware<ProblemMiddleware>());
        app.UseWhen(context => !ApiPaths.Include(context.Request.Path), others => others.UseMiddleware<UnknownRouteMiddleware>());
        app.UseMiddleware<AccessMiddleware>();
        app.UseMiddleware<AuditMiddleware>();

        var api = app.MapGroup(string.Empty).AddEndpointFilter(QueryCheck.RefuseUnknown).AddEndpointFilter(JsonBody.RefuseUnreadable);
        var conventions = (IEndpointConventionBuilder)api;
        conventions.Finally(TrimSlash);
        conventions.Finally(HeadRequests.Answer);
        api.MapSignIn();
        api.MapSingleSignOn();
        api.MapInvitationAcceptance();
        api.MapPasswordResets();
        api.MapOwnAccount();
        api.MapSecondFactor();
        api.MapTenants();
        api.MapProjects();
        api.MapAgents();
        api.MapTriggers();
        api.MapInvocations();
        api.MapInvoke();
        api.MapApiKeys();
        api.MapMembers();
        api.MapMemberPasswords();
        api.MapInvitations();
        api.MapProjectMembers();
        api.MapAuditRecords();
        api.MapWebhookDestinations();
        api.MapDestinationActions();
        api.MapDestinationHealth();
        api.MapPublish();
        api.MapConversations();
        api.MapEventLog();
        api.MapEventTypes();
        api.MapConversationLog();
        api.MapDeliveries();
        api.MapOperationStarts();
        api.MapOperations();
        api.MapStats();
        api.MapSystemStatus();
        app.MapOpenApiDocument();
        app.MapAsyncApiDocument();
        return app;
    }

    /// <summary>The first route of a group ends with a slash, which spans and metrics would show: <c>POST /run/v1/events/</c>.</summary>
    private static void TrimSlash(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } pattern } route && pattern.EndsWith('/'))
        {
            route.RoutePattern = RoutePatternFactory.Parse(pattern.TrimEnd('/'));
        }
    }
}
