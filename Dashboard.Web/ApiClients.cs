using Webhooks.Client;

namespace Webhooks.Dashboard.Web;

/// <summary>Makes clients of the Api: the only way from the dashboard to data.</summary>
internal sealed class ApiClients(IHttpClientFactory http)
{
    /// <summary>Name of the HTTP client, to configure it by.</summary>
    public const string HttpClientName = "Dashboard.Api";

    /// <summary>A client that acts with <paramref name="apiKey"/>.</summary>
    public WebhooksClient With(string apiKey) => new(http.CreateClient(HttpClientName), apiKey);
}
