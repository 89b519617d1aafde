using System.Net;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>A browser that nobody is signed in with yet.</summary>
/// <param name="UserAgent">How it calls itself, so that people recognise their sessions by it; may be empty.</param>
/// <param name="Address">Where it is; null = that is not known.</param>
internal sealed record Visitor(string UserAgent, IPAddress? Address)
{
    public static Visitor Of(HttpContext context) => new(context.Request.Headers.UserAgent.ToString(), context.Connection.RemoteIpAddress);
}
