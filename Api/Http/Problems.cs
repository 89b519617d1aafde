using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.Http;

/// <summary>Every refusal the API knows, with its status and code (seed reference; 409, 412, 413, 415 and 429 in the same form).</summary>
internal static class Problems
{
    public static Problem Invalid(IReadOnlyList<ProblemField> errors) =>
        new(StatusCodes.Status400BadRequest, "bad_request", "Bad Request", Describe(errors), errors);

    public static Problem Invalid(string pointer, string detail) => Invalid([new ProblemField(pointer, detail)]);

    public static Problem Unauthorized(string detail, IReadOnlyList<ProblemField>? errors = null) =>
        new(StatusCodes.Status401Unauthorized, "unauthorized", "Unauthorized", detail, errors);

    /// <summary>The password was right; the session opens with the second factor.</summary>
    public static Problem SecondFactorRequired(string continuation) => new(
        StatusCodes.Status401Unauthorized,
        ProblemCode.SecondFactorRequired,
        "Second Factor Required",
        "Send the continuation with a code of the authenticator app, or with a recovery code, to /auth/sign-in/second-factor.")
    {
        Continuation = continuation,
    };

    public static Problem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", "Forbidden", detail);

    public static Problem NotFound(string detail, IReadOnlyList<ProblemField>? errors = null) =>
        new(StatusCodes.Status404NotFound, "not_found", "Not Found", detail, errors);

    public static Problem Conflict(string detail, IReadOnlyList<ProblemField>? errors = null) =>
        new(StatusCodes.Status409Conflict, "conflict", "Conflict", detail, errors);

    public static Problem IdTaken(string what, string id) =>
        Conflict($"There is already {what} with the id \"{id}\".", [new ProblemField("/id", "is taken")]);

    public static Problem PreconditionFailed(string detail) =>
        new(StatusCodes.Status412PreconditionFailed, "precondition_failed", "Precondition Failed", detail);

    /// <param name="what">A text that says what is too much, without a full stop.</param>
    /// <param name="wait">Until it may be tried again.</param>
    public static Problem TooManyRequests(string what, TimeSpan wait) =>
        TooManyRequests(what, (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)));

    /// <inheritdoc cref="TooManyRequests(string, TimeSpan)"/>
    public static Problem TooManyRequests(string what, int retryAfterSeconds) =>
        new(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too Many Requests", $"{what}; try again in {retryAfterSeconds} s.")
        {
            RetryAfterSeconds = retryAfterSeconds,
        };

    /// <summary>The queue of the project is full.</summary>
    public static Problem QueueFull(long limit) => TooManyRequests(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Nothing was stored, because the project has {limit} pending deliveries, the most allowed"),
        retryAfterSeconds: 10);

    public static Problem TooLarge(long limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge, "payload_too_large", "Payload Too Large",
            $"The request body may have at most {limit} bytes.");

    public static Problem UnsupportedMediaType() =>
        new(
            StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Unsupported Media Type",
            "Send the body as application/json.");

    /// <summary>A compressed body; RFC 9110 section 15.5.16 has the answer name what is taken.</summary>
    public static Problem UnsupportedEncoding() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported_media_type",
        "Unsupported Media Type",
        "Send the body as it is, without Content-Encoding.")
    {
        AcceptEncoding = "identity",
    };

    public static Problem Unprocessable(IReadOnlyList<ProblemField> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "unprocessable_entity", "Unprocessable Entity", Describe(errors), errors);

    /// <summary>No field is at fault, so none is named.</summary>
    public static Problem Loop(int passed, int limit) => new(
        StatusCodes.Status422UnprocessableEntity,
        "unprocessable_entity",
        "Unprocessable Entity",
        $"This is a loop: the request has come through {passed} triggers already, and {limit} is the limit. A destination leads back to a trigger that feeds it.");

    public static Problem Unavailable(DatabaseTrouble trouble = DatabaseTrouble.Away) =>
        new(StatusCodes.Status503ServiceUnavailable, "service_unavailable", "Service Unavailable", trouble switch
        {
            DatabaseTrouble.TooManyConnections => "The database has no connection left right now; try again.",
            DatabaseTrouble.ReadOnly => "The database takes no changes right now; try again.",
            DatabaseTrouble.Full => "The database has no room left right now; try again.",
            DatabaseTrouble.Busy => "The database took too long; try again.",
            DatabaseTrouble.PartitionMissing => "The database is not ready for this day yet; try again.",
            DatabaseTrouble.Damaged => "The database lacks tables or rights that this version needs. The service's log says more.",
            _ => "The database does not answer right now; try again.",
        })
        {
            RetryAfterSeconds = trouble is DatabaseTrouble.ReadOnly or DatabaseTrouble.Full or DatabaseTrouble.Damaged ? 5 : 1,
        };

    public static Problem MailNotSent() => new(
        StatusCodes.Status503ServiceUnavailable,
        "mail_not_sent",
        "Mail Not Sent",
        "The mail server did not take the mail; try again. The service's log says more.")
    {
        RetryAfterSeconds = 30,
    };

    public static Problem ProviderAway() => new(
        StatusCodes.Status503ServiceUnavailable,
        "service_unavailable",
        "Service Unavailable",
        "The provider of single sign-on does not answer right now; try again.")
    {
        RetryAfterSeconds = 5,
    };

    public static Problem Internal() =>
        new(
            StatusCodes.Status500InternalServerError, "internal_server_error", "Internal Server Error",
            "Something went wrong here; the request id helps to find it.");

    /// <summary>A refusal that the framework made without a body.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad_request", "Bad Request", "The request is not valid HTTP for this route."),
        StatusCodes.Status404NotFound => NotFound("There is no such route."),
        StatusCodes.Status405MethodNotAllowed =>
            new(status, "method_not_allowed", "Method Not Allowed", "The route exists, but not with this method; see the Allow header."),
        StatusCodes.Status413PayloadTooLarge =>
            new(status, "payload_too_large", "Payload Too Large", "The request is larger than this server reads."),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType(),
        >= 500 => Internal(),
        _ => new(status, "error", "Error", "The request was refused."),
    };

    private static string Describe(IReadOnlyList<ProblemField> errors) =>
        string.Join(
            "; ",
            errors.Take(5)
                .Select(error => error.Pointer.Length == 0 ? $"the body {error.Detail}" : $"{error.Pointer} {error.Detail}")) + ".";
}
