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
    /// <param name="browser">How the browser calls itself, so that people recognise their sessions by it; may be empty.</param>
    public WebhooksClient Anonymous(string browser)
    {
        var client = http.CreateClient(HttpClientName);

        // Whatever else a browser sends is none of a header's characters, and would be refused when it is sent on.
        var name = string.Concat(browser.Where(character => character is >= ' ' and <= '~')).Trim();
        if (name.Length > 0)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", name);
        }

        return new WebhooksClient(client);
    }
}
