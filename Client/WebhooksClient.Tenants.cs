using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Tenants, and what belongs to one: projects, agents, API keys.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Lists the tenants the caller may look at; with a key that belongs to no tenant all of them.</summary>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most tenants on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<TenantResponse>> ListTenantsAsync(
        int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<TenantResponse>("manage/tenants", page, limit, cancellationToken);

    /// <summary>Creates a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tenant as it was stored.</returns>
    public Task<TenantResponse> CreateTenantAsync(CreateTenantRequest tenant, CancellationToken cancellationToken = default) =>
        CreateAsync<TenantResponse>("manage/tenants", tenant, cancellationToken);

    /// <summary>One tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tenant.</returns>
    public Task<TenantResponse> GetTenantAsync(string tenantId, CancellationToken cancellationToken = default) =>
        GetDataAsync<TenantResponse>(TenantPath(tenantId), cancellationToken);

    /// <summary>Lists the projects of a tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most projects on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<ProjectResponse>> ListProjectsAsync(
        string tenantId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<ProjectResponse>($"{TenantPath(tenantId)}/projects", page, limit, cancellationToken);

    /// <summary>Creates a project.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The project as it was stored.</returns>
    public Task<ProjectResponse> CreateProjectAsync(
        string tenantId, CreateProjectRequest project, CancellationToken cancellationToken = default) =>
        CreateAsync<ProjectResponse>($"{TenantPath(tenantId)}/projects", project, cancellationToken);

    /// <summary>One project.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The project.</returns>
    public Task<ProjectResponse> GetProjectAsync(string tenantId, string projectId, CancellationToken cancellationToken = default) =>
        GetDataAsync<ProjectResponse>(ProjectPath(tenantId, projectId), cancellationToken);

    /// <summary>The caller's roles in a project, so that a page need not offer what would be refused.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The roles.</returns>
    public Task<ProjectAccessResponse> GetProjectAccessAsync(
        string tenantId, string projectId, CancellationToken cancellationToken = default) =>
        GetDataAsync<ProjectAccessResponse>($"{ProjectPath(tenantId, projectId)}/access", cancellationToken);

    /// <summary>Lists the agents of a project.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most agents on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<AgentResponse>> ListAgentsAsync(
        string tenantId, string projectId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<AgentResponse>($"{ProjectPath(tenantId, projectId)}/agents", page, limit, cancellationToken);

    /// <summary>Creates an agent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The agent as it was stored.</returns>
    public Task<AgentResponse> CreateAgentAsync(
        string tenantId, string projectId, CreateAgentRequest agent, CancellationToken cancellationToken = default) =>
        CreateAsync<AgentResponse>($"{ProjectPath(tenantId, projectId)}/agents", agent, cancellationToken);

    /// <summary>One agent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The agent.</returns>
    public Task<AgentResponse> GetAgentAsync(
        string tenantId, string projectId, string agentId, CancellationToken cancellationToken = default) =>
        GetDataAsync<AgentResponse>($"{ProjectPath(tenantId, projectId)}/agents/{Escape(agentId)}", cancellationToken);

    /// <summary>Changes an agent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="change">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The agent as it is stored now.</returns>
    public async Task<AgentResponse> UpdateAgentAsync(
        string tenantId, string projectId, string agentId, UpdateAgentRequest change, CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Patch, $"{ProjectPath(tenantId, projectId)}/agents/{Escape(agentId)}", change);
        return (await SendAsync<DataResponse<AgentResponse>>(request, cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>Shows the secret that what is posted to the agent's <c>runUrl</c> is signed with.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The live secrets, newest first.</returns>
    public Task<AgentSecretsResponse> GetAgentSecretsAsync(
        string tenantId, string projectId, string agentId, CancellationToken cancellationToken = default) =>
        GetDataAsync<AgentSecretsResponse>($"{ProjectPath(tenantId, projectId)}/agents/{Escape(agentId)}/secret", cancellationToken);

    /// <summary>Deletes an agent.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is deleted.</returns>
    public Task DeleteAgentAsync(
        string tenantId, string projectId, string agentId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{ProjectPath(tenantId, projectId)}/agents/{Escape(agentId)}", cancellationToken);

    /// <summary>Lists the API keys of a tenant, without the keys themselves.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most API keys on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<ApiKeyResponse>> ListApiKeysAsync(
        string tenantId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<ApiKeyResponse>($"{TenantPath(tenantId)}/api-keys", page, limit, cancellationToken);

    /// <summary>Creates an API key. The answer holds the key, which is shown this once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">Name, role and scope.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The API key.</returns>
    public Task<ApiKeyResponse> CreateApiKeyAsync(
        string tenantId, CreateApiKeyRequest key, CancellationToken cancellationToken = default) =>
        CreateAsync<ApiKeyResponse>($"{TenantPath(tenantId)}/api-keys", key, cancellationToken);

    /// <summary>Revokes an API key: it ceases to work at once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="apiKeyId">Identifier of the key, not the key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is revoked.</returns>
    public Task RevokeApiKeyAsync(string tenantId, string apiKeyId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{TenantPath(tenantId)}/api-keys/{Escape(apiKeyId)}", cancellationToken);

    private Task<PageResponse<T>> ListAsync<T>(string path, int page, int limit, CancellationToken cancellationToken) =>
        GetAsync<PageResponse<T>>(WithQuery(path, ("page", Number(page)), ("limit", Number(limit))), cancellationToken);

    private async Task<T> GetDataAsync<T>(string path, CancellationToken cancellationToken)
    {
        var answer = await GetAsync<DataResponse<T>>(path, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    private async Task<T> CreateAsync<T>(string path, object? body, CancellationToken cancellationToken)
    {
        var answer = await PostAsync<DataResponse<T>>(path, body, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken).ConfigureAwait(false);
    }
}
