using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>
/// Refuses query parameters that a route does not know, and those that are there twice: a filter that is misspelled would be none. Senders
/// to <c>/run</c> may add parameters of their own.
/// </summary>
internal static class QueryCheck
{
    /// <summary>A query with more faults than this is answered with the first of them.</summary>
    private const int MostFindings = 20;

    /// <summary>Answers with the problem of an unknown parameter before a handler runs.</summary>
    public static ValueTask<object?> RefuseUnknown(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Request.QueryString.HasValue && !IsPublishing(http.Request) && FindUnknown(http) is { Count: > 0 } errors
            ? ValueTask.FromResult<object?>(Problems.Invalid(errors))
            : next(context);
    }

    /// <summary>Finds errors in the names of parameters.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The parameters the route has.</param>
    public static IReadOnlyList<ProblemField> Find(IQueryCollection query, IReadOnlyList<DocumentedQuery> known)
    {
        var errors = new List<ProblemField>();
        string[] names = [.. known.Select(parameter => parameter.Name)];
        foreach (var (name, values) in query)
        {
            if (errors.Count == MostFindings)
            {
                break;
            }

            if (!known.Any(parameter => parameter.Answers(name)))
            {
                errors.Add(new ProblemField(PointerTo(name), NearMiss.Describe(name, "parameter", names)));
            }
            else if (values.Count > 1)
            {
                errors.Add(new ProblemField(PointerTo(name), "is there more than once; send it once"));
            }
        }

        return errors;
    }

    private static IReadOnlyList<ProblemField> FindUnknown(HttpContext http) =>
        Find(http.Request.Query, http.GetEndpoint()?.Metadata.GetOrderedMetadata<DocumentedQuery>() ?? []);

    private static bool IsPublishing(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/run", StringComparison.Ordinal);

    private static string PointerTo(string name) => "/" + JsonInput.Escape(name);
}
