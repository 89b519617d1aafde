using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>Says in words the outcome of an attempt, and what can be done about it.</summary>
internal static class AttemptWords
{
    /// <summary>A time in milliseconds or seconds, as precise as people need it.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
    };

    /// <summary>The result of an attempt: a status, or how it failed.</summary>
    public static string Outcome(AttemptResponse attempt) => (attempt.StatusCode, attempt.FailureClass) switch
    {
        ({ } status, null) => $"HTTP {status}",
        ({ } status, { } failure) => $"HTTP {status}, {FailureName(failure)}",
        (null, { } failure) => FailureName(failure),
        _ => "no response",
    };

    /// <summary>The outcome of a test, as a sentence: with a response its body says more, without one the cause does.</summary>
    public static string Outcome(TestResponse test)
    {
        var failure = test.FailureClass is null ? null : FailureName(test.FailureClass);
        var cause = failure is null ? null : test.Error?.TrimEnd('.').Replace("TLS: ", "", StringComparison.Ordinal);
        var outcome = test switch
        {
            { StatusCode: { } status } => $"HTTP {status}",
            { FailureClass: null or "timeout" } => "No response",
            _ => $"{failure![..1].ToUpperInvariant()}{failure[1..]}", // It has a class.
        };
        return $"{outcome}{(test.DurationMs is { } took ? $" after {Success.Duration(took)}" : "")}{(cause is null ? "" : $": {cause}")}.";
    }

    /// <summary>The verdict, as a sentence.</summary>
    public static string Verdict(AttemptResponse attempt) => attempt.Verdict switch
    {
        "delivered" => "Accepted by the receiver.",
        "retry" => "Will be retried.",
        "failed" when attempt.NextAttemptAt is null => "No more automatic retries.",
        "gone" => "The receiver answered 410 Gone; the destination was disabled.",
        _ => attempt.Verdict,
    };

    /// <summary>That the request was sent twice, as a sentence; null when it was not.</summary>
    public static string? Repeat(AttemptTimings timings) => timings.RepeatMs is { } lost
        ? $"The reused connection was lost after {Duration(lost)}, before a response. "
            + "The request was sent again on a new connection; the receiver may have got it twice."
        : null;

    /// <summary>Name of a failure class.</summary>
    public static string FailureName(string failureClass) => failureClass switch
    {
        "timeout" => "time-out",
        "dns" => "host not found",
        "connect" => "connection failed",
        "tls" => "TLS failed",
        "reset" => "connection reset",
        "http" => "invalid HTTP",
        "blocked" => "address not allowed",
        "too_large" => "response too large",
        _ => failureClass,
    };

    /// <summary>Advice on what to check first; null when there is nothing to do.</summary>
    public static string? Advice(AttemptResponse attempt) => (attempt.Verdict, attempt.FailureClass, attempt.StatusCode) switch
    {
        ("delivered", _, _) => null,
        (_, "timeout", _) =>
            "Respond before doing the work: store the request, return 2xx, then process it. Or give the destination a longer time-out.",
        (_, "dns", _) => "Check the host name in the destination's URL and its DNS records.",
        (_, "connect", _) => "Check that the receiver is running, that the port is right and that no firewall is in between.",
        (_, "tls", _) => "Check that the receiver's certificate is valid for its host name, not expired and sent with its whole chain.",
        (_, "reset", _) => "The receiver or a proxy in front of it closed the connection. Check its logs.",
        (_, "http", _) => "The response was not valid HTTP. Check the port and whether http and https were mixed up.",
        (_, "blocked", _) => "The URL resolves to an address that is not allowed, such as a private one. Use a public address.",
        (_, "too_large", _) => "Return a short body or none; only the status counts.",
        (_, _, 401 or 403) => "The receiver did not accept the request. Check its signing secret and the destination's custom headers.",
        (_, _, 404) => "The receiver has nothing at this path. Check the destination's URL.",
        (_, _, 410) => "The receiver no longer wants events. If that was a mistake, enable the destination.",
        (_, _, 429) => "The receiver is overloaded. Lower the destination's rate limit.",
        (_, _, >= 300 and < 400) => "Redirects are not followed. Enter the final address as the destination's URL.",
        (_, _, >= 400 and < 500) => "The receiver refused the request; its response should say why. It is not retried automatically.",
        (_, _, >= 500) => "The receiver returned a server error. Check its logs.",
        _ => null,
    };
}
