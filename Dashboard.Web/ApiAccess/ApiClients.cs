using System.Net;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.ApiAccess;

/// <summary>Makes clients of the Api: the only way from the dashboard to data.</summary>
internal sealed class ApiClients(IHttpClientFactory http)
{
    /// <summary>Name of the HTTP client, to configure it by.</summary>
    public const string HttpClientName = "Dashboard.Api";

    /// <summary>A page that asks every second gains nothing from an answer that is older.</summary>
    public static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An action is done once, so it may take longer: a test waits for the receiver up to 10 s before it says that no response came.
    /// </summary>
    public static readonly TimeSpan ActionTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A client that asks with an API key or the token of a session.</summary>
    public WebhooksClient With(string credentials) => new(Create(PageTimeout), credentials);

    /// <summary>The same for a client that does something, such as saving a form.</summary>
    public WebhooksClient ToActWith(string credentials) => new(Create(ActionTimeout), credentials);

    /// <summary>A client for what needs no credentials: getting some.</summary>
    /// <param name="visitor">The browser that wants some.</param>
    public WebhooksClient Anonymous(Visitor visitor)
    {
        var client = Create(ActionTimeout);

        // Whatever else a browser sends is none of a header's characters, and would be refused when it is sent on.
        var name = string.Concat(visitor.UserAgent.Where(character => character is >= ' ' and <= '~')).Trim();
        if (name.Length > 0)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", name);
        }

        if (visitor.Address is { } address)
        {
            // An Api that knows this process as a proxy counts wrong passwords by it.
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        }

        return new WebhooksClient(client);
    }

    private HttpClient Create(TimeSpan timeout)
    {
        var client = http.CreateClient(HttpClientName);
        client.Timeout = timeout;
        return client;
    }
}

/// <summary>A browser without a signed-in user yet.</summary>
/// <param name="UserAgent">How it calls itself, so that people recognise their sessions by it; may be empty.</param>
/// <param name="Address">Where it is; null = that is not known.</param>
internal sealed record Visitor(string UserAgent, IPAddress? Address)
{
    public static Visitor Of(HttpContext context) => new(context.Request.Headers.UserAgent.ToString(), context.Connection.RemoteIpAddress);
}
