using System.Security.Cryptography;
using System.Text;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// The way in: a push, signed as GitHub signs it, starts an agent by a trigger; the agent replies, and the conversation with the reply
/// arrives at a destination.
/// </summary>
internal sealed class DemoLoop(DemoProject project, HttpClient http, DemoScreen screen, TimeProvider clock)
{
    private const string AgentId = "echo-agent";
    private const string Secret = "It's a Secret to Everybody";
    private const string Push = """{"ref":"refs/heads/main","repository":{"full_name":"acme/shop"},"pusher":{"name":"ada"}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Whether the reply arrived.</returns>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        await using var agent = await DemoEchoAgent.StartAsync(cancellationToken);
        var trigger = await SetUpAsync(agent, cancellationToken);
        screen.Say($"\nThe other way round: a push starts an agent.\n  POST {new Uri(trigger.WebhookUrl).AbsolutePath}");
        var body = Encoding.UTF8.GetBytes(Push);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
        var client = new WebhooksClient(http);
        var answer = await client.InvokeTriggerAsync(
            new Uri(trigger.WebhookUrl),
            body,
            [new("X-Hub-Signature-256", $"sha256={signature}"), new("X-GitHub-Event", "push"), new("X-GitHub-Delivery",
                $"demo-{clock.GetTimestamp()}")],
            cancellationToken);
        var started = answer.Invocations[0];
        screen.Say($"  202: invocation {started.InvocationId}\n       conversation {started.ConversationId}");
        return await ShowReplyAsync(agent, trigger, started, cancellationToken);
    }

    private async Task<TriggerResponse> SetUpAsync(DemoEchoAgent agent, CancellationToken cancellationToken)
    {
        await project.Client.CreateAgentAsync(
            DemoProject.TenantId, project.Id, new CreateAgentRequest(AgentId, "Echo", agent.RunUrl), cancellationToken);
        agent.Trust(await project.Client.GetAgentSecretsAsync(DemoProject.TenantId, project.Id, AgentId, cancellationToken));
        await project.Client.CreateWebhookDestinationAsync(
            DemoProject.TenantId,
            project.Id,
            new CreateWebhookDestinationRequest(
                "Replies", agent.RepliesUrl, ["conversation.updated"])
            { Id = "replies", AgentIds = [AgentId] },
            cancellationToken);
        return await project.Client.CreateTriggerAsync(
            DemoProject.TenantId,
            project.Id,
            AgentId,
            new CreateTriggerRequest("Push")
            {
                Id = "push",
                MessageTemplate = "{{pusher.name}} pushed to {{ref}} of {{repository.full_name}}.",
                SignatureVerification = new SignatureVerificationSetting { Preset = "github", Secret = Secret },
            },
            cancellationToken);
    }

    private async Task<bool> ShowReplyAsync(
        DemoEchoAgent agent, TriggerResponse trigger, StartedInvocation started, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var message in await agent.Replied.WaitAsync(Patience, clock, cancellationToken))
            {
                screen.Say($"  {message.Role + ":",-11}{message.Content}");
            }
        }
        catch (TimeoutException)
        {
            var invocation = await project.Client.GetInvocationAsync(
                DemoProject.TenantId, project.Id, AgentId, trigger.Id, started.InvocationId, cancellationToken);
            screen.Say($"  No reply arrived; the invocation is {invocation.Status} ({invocation.Reason ?? "no reason given"}).");
            return false;
        }

        screen.Say("The conversation arrived at the destination replies.");
        return true;
    }
}
