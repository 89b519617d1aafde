using Webhooks.Client;

namespace Webhooks.Dashboard.Web;

/// <summary>Makes clients of the Api: the only way from the dashboard to data.</summary>
internal sealed class ApiClients(IHttpClientFactory http)
{
    /// <summary>Name of the HTTP client, to configure it by.</summary>
    public const string HttpClientName = "Dashboard.Api";

    /// <summary>A client that acts with an API key or the token of a session.</summary>
    public WebhooksClient With(string credentials) => new(http.CreateClient(HttpClientName), credentials);

    /// <summary>A client for what needs no credentials: getting some.</summary>
    public WebhooksClient Anonymous() => new(http.CreateClient(HttpClientName));
}
