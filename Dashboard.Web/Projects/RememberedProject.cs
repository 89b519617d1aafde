using Microsoft.AspNetCore.Components.Endpoints;

namespace Webhooks.Dashboard.Web.Projects;

/// <summary>
/// Keeps in a cookie which project was shown last, and shows that one where an address names none. An address that names one wins.
/// </summary>
internal static class RememberedProject
{
    /// <summary>Name of the cookie; its value is the query that names the project.</summary>
    public const string CookieName = "webhooks.project";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Adds it to the pages that show a project.</summary>
    public static void UseRememberedProject(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !ShowsProject(context.GetEndpoint()))
        {
            return next(context);
        }

        if (ProjectAddress.IsNamedIn(context.Request.QueryString.Value ?? ""))
        {
            Remember(context, ProjectAddress.Of(context.Request.QueryString.Value ?? ""));
            return next(context);
        }

        if (context.Request.Cookies[CookieName] is not { } remembered || !ProjectAddress.IsNamedIn(remembered))
        {
            return next(context);
        }

        // Only the two names are taken from the cookie, and only the path of this request: it leads nowhere else.
        var path = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.Redirect(ProjectAddress.Of(remembered).UrlOf(path));
        return Task.CompletedTask;
    });

    private static bool ShowsProject(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null &&
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null;

    private static void Remember(HttpContext context, ProjectAddress scope)
    {
        var value = scope.UrlOf("");
        if (context.Request.Cookies[CookieName] == value)
        {
            return;
        }

        context.Response.Cookies.Append(CookieName, value, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = Kept,
        });
    }
}
