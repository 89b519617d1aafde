namespace Webhooks.Core.Tenants;

/// <summary>Where a request came from.</summary>
/// <param name="RemoteAddress">IP address of the other end of the connection; null when there is none.</param>
/// <param name="UserAgent">Its <c>User-Agent</c>, cut to <see cref="MaximumUserAgent"/> characters.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the answer.</param>
public sealed record Origin(string? RemoteAddress, string? UserAgent, string? RequestId)
{
    public const int MaximumUserAgent = 256;
}
