namespace Webhooks.Dashboard.Web;

/// <summary>Rules of what a browser may do with the pages, and which pages may open a circuit.</summary>
internal static class BrowserRules
{
    private const string Circuits = "/_blazor";

    /// <summary>
    /// Scripts, connections and forms of this host only, and no script inside a page: text that an attacker injects into one does nothing.
    /// Styles may be inside, because the parts of a chart have their sizes there.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>
    /// Refuses circuits to the pages of other sites: a browser lets any page open a WebSocket anywhere, with the cookies of the host it
    /// opens it to. Before all else, so that the answer does not disclose who is signed in.
    /// </summary>
    public static void AddOwnOriginOnly(this IServiceCollection services) => services.AddSingleton<IStartupFilter, OwnOriginOnly>();

    /// <summary>Adds the policy to the pages.</summary>
    public static void UseBrowserRules(this WebApplication app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null)
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The scheme is not compared: a proxy in front may have ended TLS. Programs send no <c>Origin</c>.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var site)
                && site.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
                && (site.Port == request.Host.Port || (site.IsDefaultPort && request.Host.Port is null)));
    }

    private sealed class OwnOriginOnly : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(static (HttpContext context, RequestDelegate goOn) =>
            {
                if (!context.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal) || !IsForeign(context.Request))
                {
                    return goOn(context);
                }

                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            });
            next(app);
        };
    }
}
