using Webhooks.Api.OpenApi;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>What the bodies are sent to: a project with one resource of each kind that can be changed.</summary>
internal sealed record WalkTarget(TestProject Project, HttpClient Http, TestUser Member, IReadOnlyDictionary<string, string> Existing)
{
    /// <summary>What is about users themselves is asked by one.</summary>
    public HttpClient HttpFor(DocumentedRoute route) => route.Path.StartsWith("/auth/", StringComparison.Ordinal) ? Member.Http : Http;

    public static async Task<WalkTarget> CreateAsync(ApiApplication app, TestProject project, HttpClient http)
    {
        var agent = await project.CreateAgentAsync(Examples.AgentId);
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        var conversation = await project.Publisher.StartConversationAsync(new StartConversationRequest(agent.Id));
        var member = await TestUser.CreateAsync(app, project);
        var trigger =
            await project.Client.CreateTriggerAsync(project.TenantId, project.ProjectId, agent.Id, new CreateTriggerRequest("Open")
            {
                Authentication = new SetTriggerAuthentication { Open = true },
                RateLimitPerMinute = 100_000,
            });
        var invoked = await project.Client.RerunTriggerAsync(
            project.TenantId, project.ProjectId, agent.Id, trigger.Id, new RerunTriggerRequest { UserMessage = "Hello" });
        return new WalkTarget(project, http, member, new Dictionary<string, string>
        {
            ["agents"] = agent.Id,
            ["webhook-destinations"] = destination.Id,
            ["conversations"] = conversation.Id,
            ["members"] = member.Id,
            ["triggers"] = trigger.Id,
            ["invocations"] = invoked.Invocations[0].InvocationId,
        });
    }
}
