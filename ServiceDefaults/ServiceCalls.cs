using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Calls from one of the service's own processes to another. Never for calls to receivers: there a hidden retry would falsify the attempts.
/// </summary>
public static class ServiceCalls
{
    /// <summary>
    /// Addresses such as <c>https+http://api</c> are looked up by service discovery; requests that change nothing are tried again when the
    /// other process is away for a moment. A request that changes something is never sent twice.
    /// </summary>
    /// <param name="http">The client.</param>
    /// <param name="longest">How long one request may take at most; the client's own time-out may be shorter.</param>
    public static IHttpClientBuilder AddServiceCalls(this IHttpClientBuilder http, TimeSpan longest)
    {
        http.Services.AddServiceDiscovery();
#pragma warning disable EXTEXP0001 // Marked as experimental; if it is removed, the compiler reports it.
        http.AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = longest;
            options.TotalRequestTimeout.Timeout = 2 * longest;
            options.CircuitBreaker.SamplingDuration = 2 * longest; // A shorter duration is refused.
            options.Retry.DisableForUnsafeHttpMethods();
        });
#pragma warning restore EXTEXP0001
        return http.AddServiceDiscovery();
    }
}
