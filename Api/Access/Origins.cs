using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>Where a request comes from.</summary>
internal static class Origins
{
    /// <summary>For the audit records and the list of sessions.</summary>
    public static Origin Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var userAgent = context.Request.Headers.UserAgent.ToString();
        return new Origin(
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString(),
            userAgent.Length == 0 ? null : userAgent[..Math.Min(userAgent.Length, Origin.MaximumUserAgent)],
            context.TraceIdentifier);
    }

    /// <summary>
    /// Whether a browser says that the page of another site made this request. The scheme is not compared: a proxy in front may have
    /// ended TLS. Programs send no <c>Origin</c>.
    /// </summary>
    public static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(
                Uri.TryCreate(origin, UriKind.Absolute, out var site)
                    && new HostString(site.Authority).Equals(WithoutDefaultPort(request, site)));
    }

    private static HostString WithoutDefaultPort(HttpRequest request, Uri site) =>
        site.IsDefaultPort && request.Host.Port == site.Port ? new HostString(request.Host.Host) : request.Host;
}
