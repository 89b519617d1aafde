namespace Webhooks.Api.Http;

/// <summary>Everything below these prefixes is the Api's, so that its refusals are problems even where no route matches.</summary>
internal static class ApiPaths
{
    private static readonly string[] Prefixes = ["/auth", "/manage", "/run", "/openapi", "/asyncapi"];

    /// <summary>Whether a path is below one of the Api's prefixes.</summary>
    public static bool Include(PathString path) => Prefixes.Any(prefix => path.StartsWithSegments(prefix, StringComparison.Ordinal));

    /// <summary>Whether a route is; the service does not start unless each such route has an access rule.</summary>
    public static bool Include(RouteEndpoint route) => Include($"/{route.RoutePattern.RawText?.TrimStart('/')}");
}
