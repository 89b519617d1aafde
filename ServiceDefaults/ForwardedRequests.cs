using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Configuration section <c>ForwardedHeaders</c>: whose word for the address and scheme of a client is taken (<c>X-Forwarded-For</c>,
/// <c>X-Forwarded-Proto</c>). Anybody else's is not: addresses are what guesses are counted by, and what audit records say.
/// </summary>
public sealed class ForwardedHeadersSettings
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "ForwardedHeaders";

    /// <summary>IP addresses of proxies.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Networks of proxies, such as <c>10.0.0.0/8</c>.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    internal bool IsValid =>
        Proxies.All(proxy => IPAddress.TryParse(proxy, out _)) && Networks.All(network => IPNetwork.TryParse(network, out _));
}

/// <summary>Reads what trusted proxies say of their clients, before anything else looks at a request.</summary>
internal static class ForwardedRequests
{
    public static void AddForwardedRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardedHeadersSettings>().BindConfiguration(ForwardedHeadersSettings.SectionName)
            .Validate(
                static settings => settings.IsValid,
                "ForwardedHeaders:Proxies must be IP addresses, and ForwardedHeaders:Networks networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        // Afterwards, so that ASPNETCORE_FORWARDEDHEADERS_ENABLED, which trusts everybody, changes nothing.
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ForwardedHeadersSettings>>(
            static (options, settings) => Apply(options, settings.Value));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, First>());
    }

    private static void Apply(ForwardedHeadersOptions options, ForwardedHeadersSettings settings)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        settings.Proxies.Select(IPAddress.Parse).ToList().ForEach(options.KnownProxies.Add);
        settings.Networks.Select(static network => IPNetwork.Parse(network)).ToList().ForEach(options.KnownIPNetworks.Add);
        // Without any the framework would trust everybody.
        options.ForwardedHeaders = settings.Proxies.Count + settings.Networks.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
            : ForwardedHeaders.None;
        // As many hops as there are trusted ones.
        options.ForwardLimit = null;
    }

    private sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
