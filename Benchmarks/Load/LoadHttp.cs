namespace Webhooks.Benchmarks.Load;

/// <summary>The HTTP client of the load generators: nothing between the loop and the socket that it does not need.</summary>
internal static class LoadHttp
{
    public static HttpMessageInvoker Create(int connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    });
}
