using System.Text;

namespace Webhooks.Core.Sending;

/// <summary>
/// The result of one attempt. Either a complete response (<see cref="FailureClass"/> is null), or a failure; when the failure came
/// after the status line, for example a body that never ended, both the status and the failure class are set.
/// </summary>
public sealed record AttemptResult
{
    /// <summary>Most bytes of a response body that are read before the connection is dropped.</summary>
    public const int MaxResponseBytesRead = 64 * 1024;

    /// <summary>Most bytes of a response body that are kept.</summary>
    public const int MaxResponseBytesKept = 16 * 1024;

    /// <summary>When the attempt began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the attempt took in all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The HTTP status, or null when none arrived.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why there is no complete response, or null when there is one.</summary>
    public FailureClass? FailureClass { get; init; }

    /// <summary>
    /// A short, stable sentence for people about the failure ("connection refused") or where the answer redirects to; null without either.
    /// </summary>
    public string? Error { get; init; }

    /// <summary>The time the receiver asked to wait for (<c>Retry-After</c>), not yet limited; null when it asked for none.</summary>
    public DateTimeOffset? RetryAfter { get; init; }

    /// <summary>True when the receiver is a trigger that refused the request because it has come through too many triggers.</summary>
    public bool IsLoop { get; init; }

    /// <summary>How long each phase took.</summary>
    public PhaseTimings Timings { get; init; }

    /// <summary>
    /// The first bytes of the response body, at most <see cref="AttemptRequest.ResponseBytesKept"/>; unpacked, and in UTF-8 when the
    /// answer declares another charset.
    /// </summary>
    public byte[] ResponseBody { get; init; } = [];

    /// <summary>True when the response body went on after what <see cref="ResponseBody"/> holds.</summary>
    public bool ResponseTruncated { get; init; }

    /// <summary>True for a complete 2xx response.</summary>
    public bool IsSuccess => FailureClass is null && StatusCode is >= 200 and <= 299;

    /// <summary>The failure, or else the status, for example <c>HTTP 503</c>. Logs and spans have it, so it names no address.</summary>
    public string Summary => FailureClass is not null && Error is not null ? Error : $"HTTP {StatusCode}";

    /// <summary>The same with where the answer redirects to, for those who may read the delivery.</summary>
    public string Explanation => FailureClass is null && Error is not null ? $"{Summary}: {Error}" : Summary;

    /// <summary>
    /// The kept body as text that PostgreSQL can store: bytes that are no text and NUL characters become U+FFFD.
    /// </summary>
    public string ResponseText => Encoding.UTF8.GetString(ResponseBody).Replace('\0', '\uFFFD');
}
