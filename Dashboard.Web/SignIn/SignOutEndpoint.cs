using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>Ends the session of the browser that asks, and the one at the Api when a user is signed in.</summary>
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

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, UserSignIn users)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        if (DashboardAuthentication.SessionTokenOf(context.User) is { } token)
        {
            await users.SignOutAsync(token, context.RequestAborted);
        }

        await context.SignOutAsync(DashboardAuthentication.Scheme);
        return TypedResults.LocalRedirect(SignInPage.Path);
    }
}
