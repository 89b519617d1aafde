using System.Globalization;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Tests.Support;

/// <summary>A tenant with one project that no other test knows, and what a product would do with it.</summary>
public sealed class TestProject
{
    private static int made;

    private readonly ApiApplication app;

    private TestProject(ApiApplication app, string tenantId, string adminKey, string publisherKey)
    {
        this.app = app;
        TenantId = tenantId;
        AdminKey = adminKey;
        PublisherKey = publisherKey;
        Http = app.HttpWith(adminKey);
        Client = new WebhooksClient(Http);
        PublisherHttp = app.HttpWith(publisherKey);
        Publisher = new WebhooksClient(PublisherHttp);
    }

    /// <summary>The tenant.</summary>
    public string TenantId { get; }

    /// <summary>The project.</summary>
    public string ProjectId { get; } = "main";

    /// <summary>A key of role <c>admin</c> for the tenant.</summary>
    public string AdminKey { get; }

    /// <summary>A key of role <c>publisher</c> for the project.</summary>
    public string PublisherKey { get; }

    /// <summary>With <see cref="AdminKey"/>.</summary>
    public WebhooksClient Client { get; }

    /// <summary>With <see cref="AdminKey"/>, for requests the client cannot make.</summary>
    public HttpClient Http { get; }

    /// <summary>With <see cref="PublisherKey"/>.</summary>
    public WebhooksClient Publisher { get; }

    /// <summary>With <see cref="PublisherKey"/>, for requests the client cannot make.</summary>
    public HttpClient PublisherHttp { get; }

    /// <summary>Path of the project's resources.</summary>
    public string Path => $"/manage/tenants/{TenantId}/projects/{ProjectId}";

    /// <summary>Path of the project's destinations.</summary>
    public string DestinationsPath => $"{Path}/webhook-destinations";

    /// <summary>JSON of anything.</summary>
    public static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value, WebhooksJson.Options);

    /// <summary>A key of the tenant; with <paramref name="inProject"/> it is tied to the project.</summary>
    public async Task<string> CreateKeyAsync(string role, bool inProject = false, DateTimeOffset? expiresAt = null)
    {
        var created = await Client.CreateApiKeyAsync(
            TenantId, new CreateApiKeyRequest(role, role, inProject ? ProjectId : null, expiresAt));
        return created.Key ?? throw new InvalidOperationException("A new key shows itself.");
    }

    /// <summary>An agent.</summary>
    public Task<AgentResponse> CreateAgentAsync(string id) =>
        Client.CreateAgentAsync(TenantId, ProjectId, new CreateAgentRequest(id, $"Agent {id}"));

    /// <summary>A destination that gets every type of event, unless it says otherwise.</summary>
    public Task<WebhookDestinationResponse> CreateDestinationAsync(
        Uri url, Func<CreateWebhookDestinationRequest, CreateWebhookDestinationRequest>? with = null)
    {
        var request = new CreateWebhookDestinationRequest(
            "Receiver", url.AbsoluteUri, ["event.created", "conversation.created", "conversation.updated", "feedback.created"]);
        return Client.CreateWebhookDestinationAsync(TenantId, ProjectId, with is null ? request : with(request));
    }

    /// <summary>Changes a destination.</summary>
    public Task<WebhookDestinationResponse> UpdateDestinationAsync(string id, UpdateWebhookDestinationRequest update) =>
        Client.UpdateWebhookDestinationAsync(TenantId, ProjectId, id, update);

    /// <summary>Publishes a custom event.</summary>
    public Task<EventResponse> PublishAsync(string? id = null, string? agentId = null, object? properties = null) =>
        Publisher.PublishEventAsync(new PublishEventRequest("order.paid")
        {
            Id = id,
            AgentId = agentId,
            Properties = properties is null ? null : Json(properties),
        });

    /// <summary>One delivery with its attempts; null when there is none to this destination.</summary>
    public async Task<DeliveryDetailResponse?> FindDeliveryAsync(string eventId, string destinationId)
    {
        var stored = await Client.GetEventAsync(TenantId, ProjectId, eventId);
        var delivery = stored.Deliveries.SingleOrDefault(delivery => delivery.DestinationId == destinationId);
        return delivery is null ? null : await Client.GetDeliveryAsync(TenantId, ProjectId, delivery.Id);
    }

    /// <summary>Waits until a delivery is in a state.</summary>
    public Task<DeliveryDetailResponse> WaitForDeliveryAsync(string eventId, string destinationId, string state) =>
        WaitForDeliveryAsync(eventId, destinationId, state, delivery => delivery.State == state);

    /// <summary>Waits until so many attempts of a delivery are recorded.</summary>
    public Task<DeliveryDetailResponse> WaitForAttemptsAsync(string eventId, string destinationId, int count) =>
        WaitForDeliveryAsync(eventId, destinationId, $"{count} attempts", delivery => delivery.Attempts.Count >= count);

    internal static async Task<TestProject> CreateAsync(ApiApplication app)
    {
        var tenantId = string.Create(CultureInfo.InvariantCulture, $"tenant-{Interlocked.Increment(ref made)}");
        await app.Admin.CreateTenantAsync(new CreateTenantRequest(tenantId, "A tenant"));
        var project = await app.Admin.CreateProjectAsync(tenantId, new CreateProjectRequest("main", "A project"));
        var admin = await app.Admin.CreateApiKeyAsync(tenantId, new CreateApiKeyRequest("Administrator", ApiKeyRole.Admin));
        var publisher = await app.Admin.CreateApiKeyAsync(tenantId, new CreateApiKeyRequest("Product", ApiKeyRole.Publisher, project.Id));
        return new TestProject(app, tenantId, admin.Key!, publisher.Key!); // New keys show themselves.
    }

    private async Task<DeliveryDetailResponse> WaitForDeliveryAsync(
        string eventId, string destinationId, string awaited, Func<DeliveryDetailResponse, bool> isThere)
    {
        DeliveryDetailResponse? last = null;
        return await Eventually.GetAsync(
            async () => (last = await FindDeliveryAsync(eventId, destinationId)) is not null && isThere(last) ? last : null,
            () => $"{eventId} to {destinationId} should be {awaited} at {app.Address}, "
                + $"is {last?.State ?? "not there"} after {last?.AttemptCount} attempts ({last?.Reason})");
    }
}
