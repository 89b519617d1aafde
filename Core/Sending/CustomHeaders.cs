using System.Buffers;
using Webhooks.Contracts;

namespace Webhooks.Core.Sending;

/// <summary>Which custom headers a destination may have.</summary>
public static class CustomHeaders
{
    /// <summary>Characters of a name at most.</summary>
    public const int MaximumNameLength = FieldLimits.CustomHeaderName;

    /// <summary>Characters of a value at most.</summary>
    public const int MaximumValueLength = FieldLimits.CustomHeaderValue;

    private const string StandardWebhooksPrefix = "webhook-";

    /// <summary>
    /// The nine of the seed (outbound webhooks, "Custom headers"), the names the service itself sets, and names that would give false
    /// information about the body or the trace.
    /// </summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Proxy-Authorization", "Proxy-Connection",
        "Content-Length",
        "Content-Type", "Host", "Expect", "Content-Encoding", "Content-Range", "traceparent", "tracestate",
    };

    /// <summary>RFC 9110 section 5.6.2: the characters of a header name.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Whether a text of 1 to <see cref="MaximumNameLength"/> characters can be the name of a header at all, a reserved one included.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaximumNameLength && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>True for names the service sets itself or that frame the message.</summary>
    public static bool IsReserved(string name) =>
        Reserved.Contains(name) || name.StartsWith(StandardWebhooksPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The fault of a name, as a phrase after it; null = none.</summary>
    public static string? FaultOfName(string name) => name switch
    {
        { Length: 0 or > MaximumNameLength } => $"is a header name of {name.Length} characters; it must have 1 to {MaximumNameLength}",
        _ when !IsName(name) => "is not a valid header name",
        _ when IsReserved(name) => $"is a reserved header name: {name}",
        _ => null,
    };

    /// <summary>The fault of a value; null = none. The value itself is a secret and not repeated.</summary>
    public static string? FaultOfValue(string value) => value switch
    {
        { Length: 0 or > MaximumValueLength } => $"must have 1 to {MaximumValueLength} characters",
        _ when value.Any(character => character is not '\t' and (< ' ' or > '~')) => "must be printable ASCII without line breaks",
        _ => null,
    };
}
