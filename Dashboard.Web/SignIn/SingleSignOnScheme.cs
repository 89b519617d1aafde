using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.ServiceDefaults;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>
/// Signs people in by a provider (OpenID Connect, authorization code with PKCE). The provider's token is exchanged for a session of the
/// Api at once and kept nowhere (decision 0059).
/// </summary>
internal static class SingleSignOnScheme
{
    /// <summary>Authentication scheme.</summary>
    public const string Scheme = "SingleSignOn";

    /// <summary>Where the button leads.</summary>
    public const string StartPath = "/sign-in/single-sign-on";

    /// <summary>Where the provider sends people back to; to be registered there.</summary>
    public const string CallbackPath = "/sign-in/callback";

    private const string ReturnUrlItem = "returnUrl";

    /// <summary>Registers the scheme. Without a provider nothing leads to it.</summary>
    public static void AddSingleSignOn(this IServiceCollection services)
    {
        services.AddOptions<SingleSignOnOptions>().BindConfiguration(SingleSignOnOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication().AddOpenIdConnect(Scheme, static options => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<SingleSignOnOptions>, IHostEnvironment>(Configure);
    }

    /// <summary>Maps where the button leads.</summary>
    public static void MapSingleSignOn(this WebApplication app) =>
        app.MapGet(StartPath, Start).WithName("StartSingleSignOn").ExcludeFromDescription().AllowAnonymous();

    private static IResult Start(string? returnUrl, IOptions<SingleSignOnOptions> options) => options.Value.IsConfigured
        ? TypedResults.Challenge(new AuthenticationProperties { Items = { [ReturnUrlItem] = returnUrl } }, [Scheme])
        : TypedResults.LocalRedirect(SignInPage.Path);

    private static void Configure(OpenIdConnectOptions options, IOptions<SingleSignOnOptions> provider, IHostEnvironment environment)
    {
        var settings = provider.Value;
        // Without a provider the scheme is there but never asked; it demands some address all the same.
        options.Authority = settings.Authority?.AbsoluteUri ?? "https://single-sign-on.invalid/";
        options.ClientId = settings.ClientId ?? "none";
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.SignInScheme = DashboardAuthentication.Scheme;
        options.CallbackPath = CallbackPath;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // In the query, so that cookies that stay on this site come back with it.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.Scope.Add("email");
        options.Events = new OpenIdConnectEvents { OnTokenValidated = EnterAsync, OnRemoteFailure = FailAsync };
    }

    /// <summary>The provider has said who it is: a session of the Api takes the place of what it said.</summary>
    private static async Task EnterAsync(TokenValidatedContext context)
    {
        var http = context.HttpContext;
        var returnUrl = context.Properties?.Items.TryGetValue(ReturnUrlItem, out var kept) is true ? kept : null;
        var users = http.RequestServices.GetRequiredService<UserSignIn>();
        // The code flow has one.
        var idToken = context.TokenEndpointResponse!.IdToken;
        var result = await users.SignInByProviderAsync(
            idToken, ProjectAddress.Of(returnUrl ?? ""), Visitor.Of(http), http.RequestAborted);
        if (result is { User: { } user, Scope: { } scope })
        {
            context.Principal = user;
            context.Properties!.RedirectUri = SignInPage.Destination(returnUrl, scope); // There while it is validated.
            return;
        }

        context.HandleResponse();
        http.Response.Redirect(UrlOf(ReasonOf(result), returnUrl));
    }

    private static string ReasonOf(UserSignInResult result) => result switch
    {
        { IsForbidden: true } => SignInPage.NotInvited,
        { HasNoRole: true } => SignInPage.NoRole,
        _ => SignInPage.ProviderFailed,
    };

    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(UrlOf(SignInPage.ProviderFailed, returnUrl: null));
        return Task.CompletedTask;
    }

    private static string UrlOf(string reason, string? returnUrl) => QueryHelpers.AddQueryString(
        SignInPage.Path,
        new Dictionary<string, string?> { ["reason"] = reason, ["returnUrl"] = returnUrl }.Where(parameter => parameter.Value is not null));
}
