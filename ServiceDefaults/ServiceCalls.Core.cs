using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.ServiceDefaults;

/// <summary>Calls from one of the service's own processes to another, in the core package set: to the address that is configured, once.</summary>
public static class ServiceCalls
{
    /// <summary>Does nothing: service discovery and the resilience handler are packages of the full set.</summary>
    /// <param name="http">The client.</param>
    /// <param name="longest">How long one request may take at most; the client's own time-out keeps it here.</param>
    public static IHttpClientBuilder AddServiceCalls(this IHttpClientBuilder http, TimeSpan longest) => http;
}
