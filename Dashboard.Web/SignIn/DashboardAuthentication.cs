using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>
/// Signs people in with an API key or as users. Their credentials, the key or the token of their session, travel inside the
/// encrypted ticket of an HttpOnly cookie, so it is on no page, in no address and in no store. The scheme is named everywhere: in a host
/// with the Api, the default scheme is the Api's.
/// </summary>
internal static class DashboardAuthentication
{
    /// <summary>Authentication scheme.</summary>
    public const string Scheme = "Dashboard";

    /// <summary>Authorization policy: signed in here.</summary>
    public const string Policy = "Dashboard";

    private const string CredentialsClaim = "credentials";

    /// <summary>There for users, not for API keys.</summary>
    private const string UserClaim = "user";

    /// <summary>Registers scheme and policy.</summary>
    public static void AddDashboardAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme, options =>
        {
            options.Cookie.Name = "webhooks.dashboard";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.LoginPath = SignInPage.Path;
            options.AccessDeniedPath = SignInPage.Path;
            options.ReturnUrlParameter = "returnUrl";
        });
        services.AddAuthorizationBuilder().AddPolicy(
            Policy,
            new AuthorizationPolicyBuilder(Scheme).RequireClaim(CredentialsClaim).Build());
    }

    /// <summary>The holder of <paramref name="apiKey"/>, named by its first characters.</summary>
    public static ClaimsPrincipal PrincipalOf(string apiKey)
    {
        // At most a quarter of the key, so that a short one is not disclosed.
        var prefix = apiKey[..Math.Min(12, apiKey.Length / 4)];
        return new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, $"{prefix}…"), new Claim(CredentialsClaim, apiKey)],
            Scheme));
    }

    /// <summary>A user with a session at the Api, named by e-mail address.</summary>
    public static ClaimsPrincipal PrincipalOf(SessionResponse session, string token) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, session.User.Email), new Claim(UserClaim, session.User.Id), new Claim(CredentialsClaim, token)],
        Scheme));

    /// <summary>The credentials a signed-in user calls the Api with: an API key or the token of a session.</summary>
    public static string? CredentialsOf(ClaimsPrincipal user) => user.FindFirst(CredentialsClaim)?.Value;

    /// <summary>The token of a user's session; null for the holder of an API key.</summary>
    public static string? SessionTokenOf(ClaimsPrincipal user) =>
        user.HasClaim(claim => claim.Type == UserClaim) ? CredentialsOf(user) : null;
}
