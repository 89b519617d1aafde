namespace Webhooks.Benchmarks.Load;

/// <summary>The HTTP client of the load generators: HttpClient as anybody uses it, without what a loop does not need.</summary>
internal static class LoadHttp
{
    public static HttpClient Create(int connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    });
}
