using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Client;

/// <summary>
/// Typed client of the HTTP API. Every method throws <see cref="WebhooksApiException"/> when the service refuses the
/// request, and <see cref="HttpRequestException"/> when it cannot be reached.
/// </summary>
/// <param name="http">Client whose base address is that of the service; not disposed here.</param>
/// <param name="apiKey">API key sent with each request; leave out when <paramref name="http"/> authenticates by itself.</param>
public sealed partial class WebhooksClient(HttpClient http, string? apiKey = null)
{
    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    private Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(WithBody(HttpMethod.Post, path, body), cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<T>(WebhooksJson.Options, cancellationToken).ConfigureAwait(false)
            ?? throw new JsonException("The service answered with null.");
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        using (request)
        {
            if (apiKey is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            }

            var response = await http.SendAsync(request, until, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await WebhooksApiException.FromAsync(response, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static HttpRequestMessage WithBody(HttpMethod method, string path, object? body)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            // Bytes rather than JsonContent: a chunked body has no Content-Length, which some proxies refuse.
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, WebhooksJson.Options));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        }

        return request;
    }

    private static string TenantPath(string tenantId) => $"manage/tenants/{Escape(tenantId)}";

    private static string ProjectPath(string tenantId, string projectId) =>
        $"{TenantPath(tenantId)}/projects/{Escape(projectId)}";

    private static string Escape(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return Uri.EscapeDataString(value);
    }

    private static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    private static string? Timestamp(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
