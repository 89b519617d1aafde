using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Live tails.</content>
public sealed partial class WebhooksClient
{
    private const string EventStream = "text/event-stream";

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Follows the deliveries of a project: every new one, and every change of state, within about two seconds. Comes back by itself when
    /// the connection ends; unfinished deliveries then come again, so one can come twice in the same state. Under heavy traffic some
    /// are left out: it is for watching, <see cref="ListDeliveriesAsync"/> is for reading all.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="filter">Which ones; all when left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The deliveries as they are after each change; ends only when it is cancelled or the service refuses it.</returns>
    public IAsyncEnumerable<DeliveryResponse> FollowDeliveriesAsync(
        string tenantId, string projectId, DeliveryFilter? filter = null, CancellationToken cancellationToken = default) =>
        FollowAsync<DeliveryResponse>(
            WithQuery($"{ProjectPath(tenantId, projectId)}/deliveries", QueryOf(filter)), "delivery", cancellationToken);

    /// <summary>
    /// Follows the events of a project as they are published, within about two seconds. Comes back by itself when the connection ends; an
    /// event can come twice then. Under heavy traffic some are left out: <see cref="ListEventsAsync"/> is for reading all.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="filter">Which ones; all when left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events; ends only when it is cancelled or the service refuses it.</returns>
    public IAsyncEnumerable<EventLogEntry> FollowEventsAsync(
        string tenantId, string projectId, EventFilter? filter = null, CancellationToken cancellationToken = default) =>
        FollowAsync<EventLogEntry>(WithQuery($"{ProjectPath(tenantId, projectId)}/events", QueryOf(filter)), "event", cancellationToken);

    private async IAsyncEnumerable<T> FollowAsync<T>(
        string path, string eventName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? lastId = null;
        for (var connected = false; ; connected = true)
        {
            if (connected)
            {
                await Task.Delay(ReconnectAfter, cancellationToken).ConfigureAwait(false);
            }

            using var response = await OpenAsync(path, lastId, mayFail: connected, cancellationToken).ConfigureAwait(false);
            if (response is null)
            {
                continue;
            }

            using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var items = SseParser.Create(
                body, (name, data) => name == eventName ? JsonSerializer.Deserialize<T>(data, WebhooksJson.Options) : default)
                .EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(items).ConfigureAwait(false))
            {
                lastId = items.Current.EventId ?? lastId;
                if (items.Current.Data is { } item)
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>An open tail; null when it could not be opened just now and may be tried again.</summary>
    private async Task<HttpResponseMessage?> OpenAsync(string path, string? lastId, bool mayFail, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(EventStream));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        try
        {
            return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (mayFail)
        {
            return null;
        }
        catch (WebhooksApiException refused) when (
            mayFail && refused.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            return null;
        }
    }

    /// <summary>False at the end of the stream, also when the connection broke.</summary>
    private static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<SseItem<T>> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
