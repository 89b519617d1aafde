using System.Globalization;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>A tenant with one project that no other story knows, and a receiver for its destinations.</summary>
internal sealed class StoryProject : IAsyncDisposable
{
    private static int made;

    private readonly HttpClient http;

    private StoryProject(HttpClient http, string tenantId, ApiKeyResponse adminKey)
    {
        this.http = http;
        TenantId = tenantId;
        AdminKey = KeyOf(adminKey);
        Client = ClientWith(AdminKey);
    }

    /// <summary>The tenant.</summary>
    public string TenantId { get; }

    /// <summary>The project.</summary>
    public string ProjectId { get; } = "shop";

    /// <summary>A key of role <c>admin</c> for the tenant.</summary>
    public string AdminKey { get; }

    /// <summary>Client with <see cref="AdminKey"/>.</summary>
    public WebhooksClient Client { get; }

    /// <summary>Gets what the destinations are sent: each below a path of its own.</summary>
    public FakeReceiver Receiver { get; } = FakeReceiver.Start();

    /// <summary>Makes it with the first admin key of a database.</summary>
    /// <param name="http">Knows the address of the Api.</param>
    public static async Task<StoryProject> CreateAsync(HttpClient http)
    {
        var admin = new WebhooksClient(http, TestPostgres.AdminKey);
        var tenantId = string.Create(CultureInfo.InvariantCulture, $"tenant-{Interlocked.Increment(ref made)}");
        await admin.CreateTenantAsync(new CreateTenantRequest(tenantId, "A tenant"));
        var project = new StoryProject(
            http, tenantId, await admin.CreateApiKeyAsync(tenantId, new CreateApiKeyRequest("Administrator", ApiKeyRole.Admin)));
        await project.Client.CreateProjectAsync(tenantId, new CreateProjectRequest(project.ProjectId, "A shop"));
        return project;
    }

    /// <summary>A key that is good for this project only.</summary>
    public Task<ApiKeyResponse> CreateKeyAsync(string role) =>
        Client.CreateApiKeyAsync(TenantId, new CreateApiKeyRequest(role, role, ProjectId));

    /// <summary>The key itself, which is told once.</summary>
    public static string KeyOf(ApiKeyResponse created) => created.Key ?? throw new InvalidOperationException("A new key shows itself.");

    /// <summary>A destination at <c>/<paramref name="id"/></c> of the receiver, tried again every few seconds.</summary>
    public Task<WebhookDestinationResponse> CreateDestinationAsync(string id, string name) =>
        Client.CreateWebhookDestinationAsync(
            TenantId,
            ProjectId,
            new CreateWebhookDestinationRequest(name, Receiver.Url($"/{id}").AbsoluteUri, ["event.created"])
            {
                Id = id,
                RetryPolicy = RetryPolicySetting.Waits(Enumerable.Repeat(3, RetryPolicySetting.MaxWaits)),
            });

    /// <summary>Publishes an event.</summary>
    public Task<EventResponse> PublishAsync() => Client.PublishEventAsync(new PublishEventRequest("order.shipped"));

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();

    private WebhooksClient ClientWith(string key) => new(http, key) { PublishTarget = new PublishTarget(TenantId, ProjectId) };
}
