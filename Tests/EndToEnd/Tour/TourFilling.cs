using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd.Tour;

/// <summary>Puts something into every corner of a project: what went well, what failed, what is tried again, and who may do what.</summary>
internal static class TourFilling
{
    /// <summary>Fills it.</summary>
    /// <returns>Ids of what was made, by section of the dashboard and parameter of the route.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> FillAsync(StoryProject project)
    {
        project.Receiver.Choose = request => request.Path switch
        {
            "/warehouse" => Answer.Status(503, """{"error":"The queue of the receiver is full."}"""),
            "/billing" => Answer.Status(404, "No such page."),
            _ => null,
        };
        await project.CreateDestinationAsync("crm", "CRM");
        await project.CreateDestinationAsync("warehouse", "Warehouse");
        await project.CreateDestinationAsync("billing", "Old billing system");
        await project.PublishAsync();
        await FillSettingsAsync(project);
        var trigger = await FillTriggersAsync(project);
        await project.PublishAsync();
        await project.Client.RecoverWebhookDestinationAsync(
            project.TenantId, project.ProjectId, "billing", new RecoverDestinationRequest(TimeProvider.System.GetUtcNow().AddDays(-1)));
        var delivery = await Eventually.GetAsync(() => FindTriedAsync(project), "a delivery is tried");
        var invocations = await project.Client.ListInvocationsAsync(project.TenantId, project.ProjectId, "support", trigger.Id);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["destinations/destinationid"] = "warehouse",
            ["deliveries/deliveryid"] = delivery.Id,
            ["events/eventid"] = delivery.EventId,
            ["triggers/agentid"] = "support",
            ["triggers/triggerid"] = trigger.Id,
            ["triggers/invocationid"] = invocations.Data[0].Id,
            ["agents/id"] = "support",
        };
    }

    private static async Task FillSettingsAsync(StoryProject project)
    {
        var (client, tenant) = (project.Client, project.TenantId);
        await client.CreateProjectAsync(tenant, new CreateProjectRequest("help-desk", "Help desk"));
        await project.CreateKeyAsync(ApiKeyRole.Viewer);
        await client.CreateApiKeyAsync(
            tenant,
            new CreateApiKeyRequest("Nightly export", ApiKeyRole.Publisher, project.ProjectId, TimeProvider.System.GetUtcNow().AddDays(3)));
        await client.InviteMemberAsync(tenant, new InviteMemberRequest($"grace.{tenant}@example.com", MemberRole.Member));
    }

    private static async Task<TriggerResponse> FillTriggersAsync(StoryProject project)
    {
        var (client, tenant, projectId) = (project.Client, project.TenantId, project.ProjectId);
        await client.CreateAgentAsync(
            tenant, projectId, new CreateAgentRequest("support", "Support", project.Receiver.Url("/agent").AbsoluteUri));
        await client.CreateAgentAsync(tenant, projectId, new CreateAgentRequest("sales", "Sales"));
        var trigger = await client.CreateTriggerAsync(tenant, projectId, "support", new CreateTriggerRequest("New issue")
        {
            MessageTemplate = "A new issue: {{title}}",
            Authentication = new SetTriggerAuthentication { Open = true },
        });
        using var http = new HttpClient(new SocketsHttpHandler());
        using var body = new StringContent(
            JsonSerializer.Serialize(new { title = "The invoice is empty" }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(trigger.WebhookUrl, body);
        answer.EnsureSuccessStatusCode();
        return trigger;
    }

    private static async Task<DeliveryResponse?> FindTriedAsync(StoryProject project)
    {
        var page = await project.Client.ListDeliveriesAsync(
            project.TenantId, project.ProjectId, new DeliveryFilter { DestinationId = "warehouse" }, limit: 1);
        return page.Data.FirstOrDefault(delivery => delivery.AttemptCount > 0);
    }
}
