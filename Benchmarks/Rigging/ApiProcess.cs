using System.Net.Http.Headers;
using Webhooks.Benchmarks.Load;
using Webhooks.Client;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>An Api that runs, and how to talk to it.</summary>
internal sealed class ApiProcess(ServiceProcess process, Uri address, string key)
{
    private readonly Uri publishAddress = new(address, "run/v1/events");
    private readonly AuthenticationHeaderValue authorization = new("Bearer", key);

    public ServiceProcess Process => process;

    public Uri Address => address;

    /// <summary>The same Api, spoken to with another key.</summary>
    public ApiProcess WithKey(string other) => new(process, address, other);

    /// <summary>For everything that is not measured.</summary>
    public WebhooksClient Client { get; } = new(new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address }, key);

    /// <summary>A publish, for what is measured; to the Api unless another address is given.</summary>
    public HttpRequestMessage PublishRequest(byte[] body, Uri? other = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, other ?? publishAddress) { Content = EventBodies.AsJson(body) };
        request.Headers.Authorization = authorization;
        return request;
    }
}
