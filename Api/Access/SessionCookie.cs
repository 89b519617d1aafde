using System.Net;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>The cookie of the seed reference, and what protects its user from other sites.</summary>
internal static class SessionCookie
{
    /// <summary>Name of the cookie; its value is the token of the session.</summary>
    public const string Name = "better-auth.session_token";

    /// <summary>Header with the session's <c>csrfToken</c>, demanded when the cookie authenticates something that is not a look.</summary>
    public const string CsrfHeader = "X-CSRF-Token";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    /// <summary>Gives the browser the cookie, until the session ends at the latest.</summary>
    public static void Set(HttpContext context, IHostEnvironment environment, string token, TimeSpan lifetime)
    {
        var options = OptionsFor(context, environment);
        options.MaxAge = lifetime;
        context.Response.Cookies.Append(Name, token, options);
    }

    public static void Delete(HttpContext context, IHostEnvironment environment) =>
        context.Response.Cookies.Delete(Name, OptionsFor(context, environment));

    /// <summary>
    /// Why another site may have sent the request; null = the session's owner did, or a program, whose header wins over the cookie.
    /// </summary>
    public static string? FindForgery(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString().Length > 0
            || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return null;
        }

        if (Origins.IsForeign(request))
        {
            return "The request comes from the page of another site.";
        }

        var given = Encoding.UTF8.GetBytes(request.Headers[CsrfHeader].ToString());
        return Read(request) is { } token
            && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(SecretToken.CsrfTokenOf(token)))
            ? null
            : $"With the cookie, send the csrfToken of GET /auth/session in the header {CsrfHeader}.";
    }

    private static CookieOptions OptionsFor(HttpContext context, IHostEnvironment environment) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        // A browser on this machine without TLS could not keep a secure cookie; all others get a secure one.
        Secure = context.Request.IsHttps || !environment.IsDevelopment()
            || !IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None),
    };
}
