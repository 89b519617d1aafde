
namespace Webhooks.Api.Http;

/// <summary>
/// A write that is only checked: the same refusals, but nothing is done, and 204 instead of the resource when it would be. For forms that
/// show errors while a user types, without a second set of rules.
/// </summary>
internal sealed class DryRun
{
    private const string Parameter = "validateOnly";

    private DryRun()
    {
    }

    /// <summary>Whether the request asks for a check only.</summary>
    public static bool Read(QueryInput query) => query.Flag(Parameter) is true;

    /// <summary>Whether a request changes nothing, because its route supports checks and the request asks for one.</summary>
    public static bool IsAsked(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<DryRun>() is not null && Read(new QueryInput(context.Request.Query));

    /// <summary>Marks and describes a route whose handler does nothing when <see cref="Read"/> says so.</summary>
    internal static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
        .WithMetadata(new DryRun())
        .WithQuery(Parameter, "\"true\": only check, and do nothing; answered with 204 when it would be done.");
}

/// <summary>Lets a route be checked without being done.</summary>
internal static class DryRunRoutes
{
    /// <summary>See <see cref="DryRun"/>.</summary>
    public static RouteHandlerBuilder WithDryRun(this RouteHandlerBuilder route) => DryRun.Describe(route);
}
