using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Dashboard.Web.Projects;

/// <summary>
/// The project a page shows: <c>?tenant=…&amp;project=…</c>, each <c>default</c> when left out. Links name both always, so that an address
/// means the same to every user it is passed on to.
/// </summary>
public sealed record ProjectAddress(string TenantId, string ProjectId)
{
    private const string Default = "default";
    private const string TenantParameter = "tenant";
    private const string ProjectParameter = "project";

    /// <summary>The project of a page's address.</summary>
    public static ProjectAddress Of(string url)
    {
        var values = QueryOf(url);
        values.TryGetValue(TenantParameter, out var tenant);
        values.TryGetValue(ProjectParameter, out var project);
        return From(tenant, project);
    }

    /// <summary>The project of two names, either of which may be empty.</summary>
    public static ProjectAddress From(string? tenantId, string? projectId) =>
        new(
            string.IsNullOrWhiteSpace(tenantId) ? Default : tenantId.Trim(),
            string.IsNullOrWhiteSpace(projectId) ? Default : projectId.Trim());

    /// <summary>Whether a page's address names a project, rather than leaving it to the project that was shown last.</summary>
    public static bool IsNamedIn(string url)
    {
        var values = QueryOf(url);
        return values.ContainsKey(TenantParameter) || values.ContainsKey(ProjectParameter);
    }

    /// <summary>Address of a page for this project.</summary>
    /// <param name="path">Path of the page, with or without a query of its own.</param>
    public string UrlOf(string path) => QueryHelpers.AddQueryString(
        path, new Dictionary<string, string?> { [TenantParameter] = TenantId, [ProjectParameter] = ProjectId });

    /// <summary>The other parameters of a page's address, such as its filters: a query, empty when there are none.</summary>
    public static string OtherParameters(string url)
    {
        var others = QueryOf(url).Where(parameter => parameter.Key is not (TenantParameter or ProjectParameter));
        return QueryHelpers.AddQueryString("", others);
    }

    /// <summary>
    /// The page to show when the user switches to another project: the same section, since ids of this project do not exist there.
    /// </summary>
    /// <param name="path">Path of the page that is shown now, without a query.</param>
    public static string SectionOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] => "/",
            ["settings", var page, ..] => $"/settings/{page}",
            [var section, ..] => $"/{section}",
        };
    }

    private static Dictionary<string, StringValues> QueryOf(string url)
    {
        var query = url.Split('#', 2)[0].Split('?', 2);
        return QueryHelpers.ParseQuery(query.Length > 1 ? query[1] : null);
    }
}
