using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>Ends the session of the browser that asks.</summary>
internal static class SignOutEndpoint
{
    /// <summary>Where the form of the sign-out button is posted.</summary>
    public const string Path = "/sign-out";

    /// <summary>Maps the endpoint.</summary>
    public static void MapSignOut(this WebApplication app) =>
        app.MapPost(Path, SignOutAsync)
            .WithName("SignOutOfDashboard")
            .ExcludeFromDescription()
            .RequireAuthorization(DashboardAuthentication.Policy);

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync(DashboardAuthentication.Scheme);
        return TypedResults.LocalRedirect(Components.Pages.SignIn.Path);
    }
}
