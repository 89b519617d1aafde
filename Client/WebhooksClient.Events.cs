using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Publishing events, and the log of what was published.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Where to publish to. Needed only for an API key that is not tied to a project.</summary>
    public PublishTarget? PublishTarget { get; init; }

    /// <summary>
    /// Publishes an event to the project of the API key, or to <see cref="PublishTarget"/>. It is stored when this returns.
    /// </summary>
    /// <param name="published">The event.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters: makes a repeat of this very request answer with the first result,
    /// for 72 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The event, or the first one when its identifier was published before.</returns>
    public Task<EventResponse> PublishEventAsync(
        PublishEventRequest published, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        PublishDataAsync<EventResponse>("run/v1/events", published, idempotencyKey, cancellationToken);

    /// <summary>Publishes several events. Each has its own result; that some were refused is no exception.</summary>
    /// <param name="events">1 to 1,000 events.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters: makes a repeat of this very request answer with the first results,
    /// for 72 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result per event, in the same order.</returns>
    public async Task<IReadOnlyList<PublishResult>> PublishEventsAsync(
        IReadOnlyList<PublishEventRequest> events, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        var request = Publishing("run/v1/events/batch", new PublishBatchRequest(events), idempotencyKey);
        var answer = await SendAsync<PublishBatchResponse>(request, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    /// <summary>
    /// Lists the events of a project, newest first. With a filter a page may be short or even empty and still have a next one: the
    /// service looks at a bounded part of the log for each page.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="filter">Which ones; all when left out.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most events on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<EventLogEntry>> ListEventsAsync(
        string tenantId,
        string projectId,
        EventFilter? filter = null,
        string? cursor = null,
        int limit = 50,
        CancellationToken cancellationToken = default) =>
        GetAsync<KeysetResponse<EventLogEntry>>(
            WithQuery($"{ProjectPath(tenantId, projectId)}/events", [.. QueryOf(filter), ("cursor", cursor), ("limit", Number(limit))]),
            cancellationToken);

    /// <summary>One event with its payload and its deliveries.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The event.</returns>
    public Task<EventLogDetail> GetEventAsync(
        string tenantId, string projectId, string eventId, CancellationToken cancellationToken = default) =>
        GetDataAsync<EventLogDetail>($"{ProjectPath(tenantId, projectId)}/events/{Escape(eventId)}", cancellationToken);

    private static (string Name, string? Value)[] QueryOf(EventFilter? filter) =>
    [
        ("type", filter?.Type),
        ("agentId", filter?.AgentId),
        ("since", Timestamp(filter?.From)),
        ("until", Timestamp(filter?.To)),
        ("matched", filter?.Matched is { } matched ? matched ? "true" : "false" : null),
    ];

    private async Task<T> PublishDataAsync<T>(string path, object body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var answer = await SendAsync<DataResponse<T>>(Publishing(path, body, idempotencyKey), cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    private HttpRequestMessage Publishing(string path, object body, string? idempotencyKey)
    {
        var request = Targeted(HttpMethod.Post, path, body);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    private HttpRequestMessage Targeted(HttpMethod method, string path, object? body)
    {
        var request = WithBody(method, path, body);
        if (PublishTarget is { } target)
        {
            request.Headers.Add(PublishTarget.TenantHeader, target.TenantId);
            request.Headers.Add(PublishTarget.ProjectHeader, target.ProjectId);
        }

        return request;
    }

    /// <summary>Lists the event types that destinations can subscribe to, each with description, JSON Schema and example.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most event types on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<EventTypeResponse>> ListEventTypesAsync(
        string tenantId, string projectId, int page = 1, int limit = 100, CancellationToken cancellationToken = default) =>
        ListAsync<EventTypeResponse>($"{ProjectPath(tenantId, projectId)}/event-types", page, limit, cancellationToken);
}
