using Microsoft.AspNetCore.Routing.Patterns;
using Webhooks.Api.Access;
using Webhooks.Api.Http;

namespace Webhooks.Api.Audit;

/// <summary>
/// Which requests leave an audit record, and what it says of the route. Everything that changes something does, and everything that shows
/// a secret; but not the run routes: those are the product at work, not its management, and have a log of their own. A write that is only
/// checked changes nothing.
/// </summary>
internal static class AuditedRoutes
{
    private const string Unaudited = "/run";

    private const string OwnAccount = "/auth";

    /// <summary>How the path of a route ends that shows a secret.</summary>
    private const string ShowsSecret = "/secret";

    /// <summary>The parameters that name the place and not the thing.</summary>
    private static readonly string[] PlaceParameters = ["tenantId", "projectId"];

    public static bool Include(HttpContext context)
    {
        var request = context.Request;
        return context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not null
            && !request.Path.StartsWithSegments(Unaudited, StringComparison.Ordinal)
            && !DryRun.IsAsked(context)
            && (PatternOf(context)?.RawText?.EndsWith(ShowsSecret, StringComparison.Ordinal) is true
                || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)));
    }

    /// <summary>The name of the operation, as in the OpenAPI document.</summary>
    public static string ActionOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        ?? $"{context.Request.Method} {PatternOf(context)?.RawText}";

    /// <summary>
    /// The resource of a request, by its path: the last id in it and the segment before that, or, without one, the last segment. Signing in
    /// and the like are about nothing but the caller.
    /// </summary>
    public static (string? Kind, string? Id) FindResource(HttpContext context)
    {
        string? kind = null, last = null, id = null;
        foreach (var part in (PatternOf(context)?.PathSegments ?? []).Select(segment => segment.Parts[0]))
        {
            if (part is RoutePatternLiteralPart literal)
            {
                last = literal.Content;
            }
            else if (part is RoutePatternParameterPart parameter && !PlaceParameters.Contains(parameter.Name))
            {
                (kind, id) = (last, context.Request.RouteValues[parameter.Name] as string);
            }
        }

        return (kind ?? (context.Request.Path.StartsWithSegments(OwnAccount, StringComparison.Ordinal) ? null : last), Cut(id));
    }

    /// <summary>The resource that was created, by the <c>Location</c> of the answer; null when none was.</summary>
    public static (string Kind, string Id)? FindCreated(HttpContext context) =>
        context.Response is { StatusCode: StatusCodes.Status201Created, Headers.Location: [{ } location] }
        && location.Split('/') is [.., var kind, { Length: > 0 } id]
            ? (kind, Cut(Uri.UnescapeDataString(id))!) // Not null in, not null out.
            : null;

    private static string? Cut(string? id) => id?[..Math.Min(id.Length, Identifiers.MaximumLength)];

    private static RoutePattern? PatternOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern;
}
