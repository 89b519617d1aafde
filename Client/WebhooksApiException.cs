using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Client;

/// <summary>The service refused a request.</summary>
public sealed class WebhooksApiException : Exception
{
    /// <summary>An exception for an answer.</summary>
    /// <param name="statusCode">HTTP status code of the answer.</param>
    /// <param name="problem">The body of the answer; <see langword="null"/> when it was not a problem document.</param>
    /// <param name="retryAfter">How long the service asks to wait.</param>
    public WebhooksApiException(HttpStatusCode statusCode, ProblemResponse? problem, TimeSpan? retryAfter = null)
        : base(problem?.Detail ?? $"The service answered with status {(int)statusCode}.")
    {
        StatusCode = statusCode;
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>HTTP status code of the answer.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Why the request was refused; <see langword="null"/> when something in between answered instead of the service.</summary>
    public ProblemResponse? Problem { get; }

    /// <summary>How long the service asks to wait before the next request; <see langword="null"/> when it does not ask.</summary>
    public TimeSpan? RetryAfter { get; }

    internal static async Task<WebhooksApiException> FromAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            response.StatusCode,
            await ReadProblemAsync(response.Content, cancellationToken).ConfigureAwait(false),
            response.Headers.RetryAfter?.Delta);

    /// <summary>The same for a trigger, which answers unauthenticated senders with a body of its own.</summary>
    internal static async Task<WebhooksApiException> FromTriggerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (await ReadTriggerErrorAsync(response.Content, cancellationToken).ConfigureAwait(false) is not { Error.Length: > 0 } error)
        {
            return await FromAsync(response, cancellationToken).ConfigureAwait(false);
        }

        var detail = error.ValidationErrors is { Count: > 0 } faults ? $"{error.Error}: {string.Join("; ", faults)}" : error.Error;
        var problem = new ProblemResponse
        {
            Code = "trigger_refused",
            Title = response.ReasonPhrase ?? "Refused",
            Status = (int)response.StatusCode,
            Detail = detail,
            Error = new ProblemError("trigger_refused", detail),
        };
        return new WebhooksApiException(response.StatusCode, problem, response.Headers.RetryAfter?.Delta);
    }

    private static async Task<InvokeTriggerError?> ReadTriggerErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType != "application/json")
        {
            return null;
        }

        try
        {
            return await content.ReadFromJsonAsync<InvokeTriggerError>(WebhooksJson.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null; // Something in between answered.
        }
    }

    private static async Task<ProblemResponse?> ReadProblemAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            return await content.ReadFromJsonAsync<ProblemResponse>(WebhooksJson.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null; // A problem document of another service; the status code still says what happened.
        }
    }
}
