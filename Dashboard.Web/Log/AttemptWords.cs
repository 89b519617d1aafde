using System.Globalization;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>Says in words what came of an attempt, and what can be done about it.</summary>
internal static class AttemptWords
{
    /// <summary>A time in milliseconds or seconds, as precise as people need it.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
    };

    /// <summary>What came back: a status, or how it failed.</summary>
    public static string Outcome(AttemptResponse attempt) => (attempt.StatusCode, attempt.FailureClass) switch
    {
        ({ } status, null) => $"HTTP {status}",
        ({ } status, { } failure) => $"HTTP {status}, {FailureName(failure)}",
        (null, { } failure) => FailureName(failure),
        _ => "no answer",
    };

    /// <summary>What was decided, as a sentence.</summary>
    public static string Verdict(AttemptResponse attempt) => attempt.Verdict switch
    {
        "delivered" => "The receiver took it.",
        "retry" => "It will be tried again.",
        "failed" when attempt.NextAttemptAt is null => "Given up: no further attempt follows by itself.",
        "gone" => "The receiver says that it is gone for good; its destination was paused.",
        _ => attempt.Verdict,
    };

    /// <summary>That the request was sent twice, as a sentence; null when it was not.</summary>
    public static string? Repeat(AttemptTimings timings) => timings.RepeatMs is { } lost
        ? $"The connection kept from an earlier delivery was lost after {Duration(lost)}, before an answer came; the request was sent again on a new one. The receiver may have got it twice."
        : null;

    /// <summary>Name of a failure class.</summary>
    public static string FailureName(string failureClass) => failureClass switch
    {
        "timeout" => "time-out",
        "dns" => "host not found",
        "connect" => "no connection",
        "tls" => "TLS failed",
        "reset" => "connection broke off",
        "http" => "not valid HTTP",
        "blocked" => "address not allowed",
        "too_large" => "answer too large",
        _ => failureClass,
    };

    /// <summary>What to look at first; null when there is nothing to do.</summary>
    public static string? Advice(AttemptResponse attempt) => (attempt.Verdict, attempt.FailureClass, attempt.StatusCode) switch
    {
        ("delivered", _, _) => null,
        (_, "timeout", _) => "Answer before the work is done: store the request, answer with 2xx, then process it. Or give the destination a longer time-out.",
        (_, "dns", _) => "Check the host name in the destination's URL and its DNS records.",
        (_, "connect", _) => "Check that the receiver is running, that the port is right and that no firewall is in between.",
        (_, "tls", _) => "Check that the receiver's certificate is valid for its host name, not expired and sent with its whole chain.",
        (_, "reset", _) => "The receiver or something in front of it closed the connection. Its own log should say why.",
        (_, "http", _) => "Something answered that does not speak HTTP properly. Check the port and whether http and https were mixed up.",
        (_, "blocked", _) => "The URL leads to an address that is not allowed, such as a private one. Use a public address.",
        (_, "too_large", _) => "Answer with a short body or none: only the status counts.",
        (_, _, 401 or 403) => "The receiver did not accept the request. Check its signing secret and the destination's custom headers.",
        (_, _, 404) => "The receiver has nothing at this path. Check the destination's URL.",
        (_, _, 410) => "The receiver wants nothing more. Enable the destination again when that was a mistake.",
        (_, _, 429) => "The receiver is overloaded. Give the destination a lower limit of deliveries a second.",
        (_, _, >= 300 and < 400) => "Redirects are not followed. Put the address it leads to into the destination.",
        (_, _, >= 400 and < 500) => "The receiver refused the request; its answer should say why. It is not tried again by itself.",
        (_, _, >= 500) => "The receiver has a problem of its own. Its log should say more.",
        _ => null,
    };
}
