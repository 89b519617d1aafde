using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Triggers and their invocations.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Lists the triggers of an agent, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most triggers on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<TriggerResponse>> ListTriggersAsync(
        string tenantId, string projectId, string agentId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<TriggerResponse>(TriggersPath(tenantId, projectId, agentId), page, limit, cancellationToken);

    /// <summary>Lists the triggers of all agents of a project, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most triggers on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<TriggerResponse>> ListProjectTriggersAsync(
        string tenantId, string projectId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<TriggerResponse>($"{ProjectPath(tenantId, projectId)}/triggers", page, limit, cancellationToken);

    /// <summary>Creates a trigger. When its secret was generated, the answer shows it this once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent it starts.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The trigger as it was stored.</returns>
    public Task<TriggerResponse> CreateTriggerAsync(
        string tenantId, string projectId, string agentId, CreateTriggerRequest trigger, CancellationToken cancellationToken = default) =>
        CreateAsync<TriggerResponse>(TriggersPath(tenantId, projectId, agentId), trigger, cancellationToken);

    /// <summary>One trigger.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The trigger.</returns>
    public Task<TriggerResponse> GetTriggerAsync(
        string tenantId, string projectId, string agentId, string triggerId, CancellationToken cancellationToken = default) =>
        GetDataAsync<TriggerResponse>(TriggerPath(tenantId, projectId, agentId, triggerId), cancellationToken);

    /// <summary>Changes a trigger.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="change">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The trigger as it is stored now.</returns>
    public async Task<TriggerResponse> UpdateTriggerAsync(
        string tenantId, string projectId, string agentId, string triggerId, UpdateTriggerRequest change,
        CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Patch, TriggerPath(tenantId, projectId, agentId, triggerId), change);
        return (await SendAsync<DataResponse<TriggerResponse>>(request, cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>Deletes a trigger; invocations that it has started continue.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is deleted.</returns>
    public Task DeleteTriggerAsync(
        string tenantId, string projectId, string agentId, string triggerId, CancellationToken cancellationToken = default) =>
        DeleteAsync(TriggerPath(tenantId, projectId, agentId, triggerId), cancellationToken);

    /// <summary>Shows the secret that requests to a trigger are signed with.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The secret, if a signature is demanded.</returns>
    public Task<TriggerSecretResponse> GetTriggerSecretAsync(
        string tenantId, string projectId, string agentId, string triggerId, CancellationToken cancellationToken = default) =>
        GetDataAsync<TriggerSecretResponse>($"{TriggerPath(tenantId, projectId, agentId, triggerId)}/secret", cancellationToken);

    /// <summary>Lists the invocations of a trigger, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="status">Only these, see <see cref="InvocationStatus"/>; all when left out.</param>
    /// <param name="from">Only those that are not older; no bound when left out.</param>
    /// <param name="to">Only those that are older; no bound when left out.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most invocations on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<InvocationResponse>> ListInvocationsAsync(
        string tenantId,
        string projectId,
        string agentId,
        string triggerId,
        string? status = null,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        string? cursor = null,
        int limit = 50,
        CancellationToken cancellationToken = default) =>
        GetAsync<KeysetResponse<InvocationResponse>>(
            WithQuery(
                $"{TriggerPath(tenantId, projectId, agentId, triggerId)}/invocations",
                ("status", status),
                ("since", Timestamp(from)),
                ("until", Timestamp(to)),
                ("cursor", cursor),
                ("limit", Number(limit))),
            cancellationToken);

    /// <summary>One invocation with its payload, message and attempts.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="invocationId">The invocation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The invocation.</returns>
    public Task<InvocationDetailResponse> GetInvocationAsync(
        string tenantId, string projectId, string agentId, string triggerId, string invocationId,
        CancellationToken cancellationToken = default) =>
        GetDataAsync<InvocationDetailResponse>(
            $"{TriggerPath(tenantId, projectId, agentId, triggerId)}/invocations/{Escape(invocationId)}", cancellationToken);

    /// <summary>Repeats an invocation for the user it was for.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="invocationId">The invocation.</param>
    /// <param name="userMessage">A message instead of what the template makes of the payload.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The started invocations.</returns>
    public Task<InvokeTriggerResponse> RerunInvocationAsync(
        string tenantId,
        string projectId,
        string agentId,
        string triggerId,
        string invocationId,
        string? userMessage = null,
        CancellationToken cancellationToken = default) =>
        PostAsync<InvokeTriggerResponse>(
            $"{TriggerPath(tenantId, projectId, agentId, triggerId)}/invocations/{Escape(invocationId)}/rerun",
            new RerunInvocationRequest(userMessage),
            cancellationToken);

    /// <summary>Starts the agent by hand, with the payload of an invocation or with a message.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="rerun">With what.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The started invocations.</returns>
    public Task<InvokeTriggerResponse> RerunTriggerAsync(
        string tenantId, string projectId, string agentId, string triggerId, RerunTriggerRequest rerun,
        CancellationToken cancellationToken = default) =>
        PostAsync<InvokeTriggerResponse>($"{TriggerPath(tenantId, projectId, agentId, triggerId)}/rerun", rerun, cancellationToken);

    /// <summary>
    /// Posts a payload to a trigger as its sender would. What the trigger demands, such as a header or a signature over
    /// <paramref name="payload"/>, is for the caller to add. A refusal is a <see cref="WebhooksApiException"/>.
    /// </summary>
    /// <param name="webhookUrl">The trigger's address.</param>
    /// <param name="payload">The exact bytes of a JSON object.</param>
    /// <param name="headers">Headers by which the request authenticates itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The started invocations.</returns>
    public async Task<InvokeTriggerResponse> InvokeTriggerAsync(
        Uri webhookUrl, ReadOnlyMemory<byte> payload, IEnumerable<KeyValuePair<string, string>>? headers = null,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhookUrl) { Content = new ReadOnlyMemoryContent(payload) };
        request.Content.Headers.ContentType = new(System.Net.Mime.MediaTypeNames.Application.Json);
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Without the API key, which is none of the trigger's business.
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<InvokeTriggerResponse>(
                response.Content, WebhooksJson.Options, cancellationToken).ConfigureAwait(false)
                ?? throw new System.Text.Json.JsonException("The service answered with null.")
            : throw await WebhooksApiException.FromTriggerAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private static string TriggersPath(string tenantId, string projectId, string agentId) =>
        $"{ProjectPath(tenantId, projectId)}/agents/{Escape(agentId)}/triggers";

    private static string TriggerPath(string tenantId, string projectId, string agentId, string triggerId) =>
        $"{TriggersPath(tenantId, projectId, agentId)}/{Escape(triggerId)}";
}
