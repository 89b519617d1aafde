namespace Webhooks.Benchmarks.Load;

/// <summary>The HTTP clients of the load generators.</summary>
internal static class LoadHttp
{
    /// <summary>HttpClient with its defaults, as in a simple program that posts webhooks in a loop.</summary>
    public static HttpClient CreatePlain() => new(new SocketsHttpHandler());

    /// <summary>For a load that is not itself measured: without what a loop does not need.</summary>
    public static HttpClient Create(int connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    });
}
