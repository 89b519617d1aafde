using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>
/// Signs people in with an API key. The key travels inside the encrypted ticket of an HttpOnly cookie, so it is on no page,
/// in no address and in no store. The scheme is named everywhere: in a host with the Api, the default scheme is the Api's.
/// </summary>
internal static class DashboardAuthentication
{
    /// <summary>Authentication scheme.</summary>
    public const string Scheme = "Dashboard";

    /// <summary>Authorization policy: signed in here.</summary>
    public const string Policy = "Dashboard";

    private const string ApiKeyClaim = "api_key";

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
            options.LoginPath = Components.Pages.SignIn.Path;
            options.AccessDeniedPath = Components.Pages.SignIn.Path;
            options.ReturnUrlParameter = "returnUrl";
        });
        services.AddAuthorizationBuilder().AddPolicy(
            Policy,
            new AuthorizationPolicyBuilder(Scheme).RequireClaim(ApiKeyClaim).Build());
    }

    /// <summary>Somebody who holds <paramref name="apiKey"/>, named by its first characters.</summary>
    public static ClaimsPrincipal PrincipalOf(string apiKey)
    {
        // At most a quarter of the key, so that a short one is not given away.
        var prefix = apiKey[..Math.Min(12, apiKey.Length / 4)];
        return new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, $"{prefix}…"), new Claim(ApiKeyClaim, apiKey)],
            Scheme));
    }

    /// <summary>The API key of somebody who is signed in.</summary>
    public static string? ApiKeyOf(ClaimsPrincipal user) => user.FindFirst(ApiKeyClaim)?.Value;
}
