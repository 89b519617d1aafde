using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Calls from one of the service's own processes to another, in the full package set. Never for calls to receivers: there a hidden retry
/// would falsify the attempts.
/// </summary>
public static class ServiceCalls
{
    /// <summary>
    /// Addresses such as <c>https+http://api</c> are looked up by service discovery; requests that change nothing are tried again when the
    /// other process is away for a moment. What changes something is never sent twice.
    /// </summary>
    public static IHttpClientBuilder AddServiceCalls(this IHttpClientBuilder http)
    {
        http.Services.AddServiceDiscovery();
#pragma warning disable EXTEXP0001 // For evaluation by its own word; were it to go, the compiler would say so.
        http.AddStandardResilienceHandler(static options => options.Retry.DisableForUnsafeHttpMethods());
#pragma warning restore EXTEXP0001
        return http.AddServiceDiscovery();
    }
}
