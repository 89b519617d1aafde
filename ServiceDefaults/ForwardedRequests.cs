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
/// Configuration section <c>ForwardedHeaders</c>: the proxies that are trusted to state the address and scheme of a client
/// (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). Other senders are not trusted: guesses are counted by address, and audit records
/// show it.
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

/// <summary>Reads the headers of trusted proxies about their clients, before any other code reads a request.</summary>
internal static class ForwardedRequests
{
    public static void AddForwardedRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardedHeadersSettings>().BindConfiguration(ForwardedHeadersSettings.SectionName)
            .Validate(
                static settings => settings.IsValid,
                "ForwardedHeaders:Proxies must be IP addresses, and ForwardedHeaders:Networks networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        // Afterwards, so that ASPNETCORE_FORWARDEDHEADERS_ENABLED, which trusts every sender, changes nothing.
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
        // Without any proxy or network the framework would trust every sender.
        options.ForwardedHeaders = settings.Proxies.Count + settings.Networks.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
            : ForwardedHeaders.None;
        // No limit: as many hops as there are trusted proxies.
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
