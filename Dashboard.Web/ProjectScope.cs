using Microsoft.AspNetCore.WebUtilities;

namespace Webhooks.Dashboard.Web;

/// <summary>The project a page shows: <c>?tenant=…&amp;project=…</c>, each <c>default</c> when left out.</summary>
internal sealed record ProjectScope(string TenantId, string ProjectId)
{
    private const string Default = "default";
    private const string TenantParameter = "tenant";
    private const string ProjectParameter = "project";

    /// <summary>The project of a page's address.</summary>
    public static ProjectScope Of(string url)
    {
        var query = url.Split('#', 2)[0].Split('?', 2);
        var values = QueryHelpers.ParseQuery(query.Length > 1 ? query[1] : null);
        values.TryGetValue(TenantParameter, out var tenant);
        values.TryGetValue(ProjectParameter, out var project);
        return From(tenant, project);
    }

    /// <summary>The project of two names, either of which may be empty.</summary>
    public static ProjectScope From(string? tenantId, string? projectId) =>
        new(
            string.IsNullOrWhiteSpace(tenantId) ? Default : tenantId.Trim(),
            string.IsNullOrWhiteSpace(projectId) ? Default : projectId.Trim());

    /// <summary>Address of a page for this project; names that are the default are left out.</summary>
    public string UrlOf(string path)
    {
        Dictionary<string, string?> query = [];
        if (TenantId != Default)
        {
            query[TenantParameter] = TenantId;
        }

        if (ProjectId != Default)
        {
            query[ProjectParameter] = ProjectId;
        }

        return QueryHelpers.AddQueryString(path, query);
    }
}
