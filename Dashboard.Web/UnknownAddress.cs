using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web;

/// <summary>
/// Shows a page to a browser that asks for an address where nothing is. Not an endpoint: one that matches everything would also match what
/// the Api refuses in its own words, such as a wrong method.
/// </summary>
internal static class UnknownAddress
{
    /// <summary>Paths that the Api answers in a host that holds both.</summary>
    private static readonly string[] Others = ["/auth", "/manage", "/run", "/openapi", "/asyncapi"];

    /// <summary>Adds it behind routing.</summary>
    public static void UsePageForUnknownAddresses(this WebApplication app) => app.Use(static (context, next) =>
        context.GetEndpoint() is null && WantsPage(context.Request) ? ShowAsync(context) : next(context));

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) &&
        !Others.Any(other => request.Path.StartsWithSegments(other, StringComparison.Ordinal)) &&
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/html");

    private static async Task ShowAsync(HttpContext context)
    {
        var found = await context.AuthenticateAsync(DashboardAuthentication.Scheme);
        if (found.Principal is null)
        {
            await context.ChallengeAsync(DashboardAuthentication.Scheme);
            return;
        }

        context.User = found.Principal;
        await new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context);
    }
}
