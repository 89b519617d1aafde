using System.Net;
using Microsoft.EntityFrameworkCore;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Standalone.Demo;

/// <summary>The project of one demo, with a client whose key is good for that project only.</summary>
/// <param name="Client">Talks to the API.</param>
/// <param name="Id">The project.</param>
internal sealed record DemoProject(WebhooksClient Client, string Id)
{
    public const string TenantId = "demo";

    /// <summary>Longer than any demo; then its keys are worth nothing.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes the project and its agents.</summary>
    public static async Task<DemoProject> CreateAsync(
        IServiceProvider services, HttpClient http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var contexts = services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (row, key) = NewAdminKey(now);
        context.ApiKeys.Add(row);
        await context.SaveChangesAsync(cancellationToken);

        var admin = new WebhooksClient(http, key);
        var id = $"demo-{now:yyyyMMdd-HHmmss}";
        await CreateTenantIfMissingAsync(admin, cancellationToken);
        await admin.CreateProjectAsync(TenantId, new CreateProjectRequest(id, $"Demo of {now:yyyy-MM-dd HH:mm:ss}"), cancellationToken);
        foreach (var agent in DemoPlan.Agents)
        {
            await admin.CreateAgentAsync(TenantId, id, new CreateAgentRequest(agent, agent), cancellationToken);
        }

        var own = new CreateApiKeyRequest("Demo", ApiKeyRole.Admin, id, now + KeyLifetime);
        var created = await admin.CreateApiKeyAsync(TenantId, own, cancellationToken);
        await context.ApiKeys.Where(found => found.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
        return new DemoProject(new WebhooksClient(http, created.Key), id);
    }

    /// <summary>Makes a destination and returns what its signatures are verified with.</summary>
    public async Task<DestinationSecretsResponse> AddDestinationAsync(
        DemoDestination destination, string url, CancellationToken cancellationToken)
    {
        var request = new CreateWebhookDestinationRequest(destination.Id, url, destination.EventTypes)
        {
            Id = destination.Id,
            Description = destination.Description,
            Enabled = !destination.StartsPaused,
            AgentIds = destination.AgentId is { } agent ? [agent] : [],
        };
        await Client.CreateWebhookDestinationAsync(TenantId, Id, request, cancellationToken);
        return await Client.GetDestinationSecretsAsync(TenantId, Id, destination.Id, cancellationToken);
    }

    public Task ResumeAsync(DemoDestination destination, CancellationToken cancellationToken) => Client.UpdateWebhookDestinationAsync(
        TenantId, Id, destination.Id, new UpdateWebhookDestinationRequest { Enabled = true }, cancellationToken);

    /// <summary>
    /// A key for the first requests. It is written to the database directly, because the first admin key of an older database may be lost.
    /// </summary>
    private static (ApiKey Row, string Key) NewAdminKey(DateTimeOffset now)
    {
        var key = ApiKeySecret.Generate();
        return (new ApiKey
        {
            Id = $"demo-{Guid.CreateVersion7(now):N}",
            Name = "Demo set-up",
            Role = Role.Admin,
            KeyHash = ApiKeySecret.Hash(key),
            Prefix = ApiKeySecret.PrefixOf(key),
            CreatedAt = now,
            ExpiresAt = now + KeyLifetime,
        }, key);
    }

    private static async Task CreateTenantIfMissingAsync(WebhooksClient admin, CancellationToken cancellationToken)
    {
        try
        {
            await admin.CreateTenantAsync(new CreateTenantRequest(TenantId, "Demo"), cancellationToken);
        }
        catch (WebhooksApiException exception) when (exception.StatusCode is HttpStatusCode.Conflict)
        {
            // An earlier demo on this database made it.
        }
    }
}
