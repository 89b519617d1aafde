namespace Webhooks.Core.Tenants;

/// <summary>The caller, or the service itself, that did something.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Id">Id of the API key or user; null for an unknown caller and the service.</param>
/// <param name="Name">Its name at that time; a user's e-mail address.</param>
public sealed record Actor(string Kind, string? Id, string? Name)
{
    public const string KeyKind = "key";
    public const string UserKind = "user";
    /// <summary>The service itself.</summary>
    public const string ServiceKind = "service";

    public const string NobodyKind = "nobody";

    /// <summary>A caller without credentials, or with ones that were not accepted.</summary>
    public static Actor Nobody { get; } = new(NobodyKind, null, null);
}

/// <summary>The origin of a request.</summary>
/// <param name="RemoteAddress">IP address of the other end of the connection; null when there is none.</param>
/// <param name="UserAgent">Its <c>User-Agent</c>, cut to <see cref="MaximumUserAgent"/> characters.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the answer.</param>
public sealed record Origin(string? RemoteAddress, string? UserAgent, string? RequestId)
{
    public const int MaximumUserAgent = 256;
}
