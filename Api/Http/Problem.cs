using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>
/// A refusal as a result: <c>application/problem+json</c> with the members of the seed reference. Made by <see cref="Problems"/>.
/// </summary>
public sealed class Problem : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    internal const string ContentType = MediaTypeNames.Application.ProblemJson;

    private const int ShortMessage = 100;

    internal Problem(int status, string code, string title, string detail, IReadOnlyList<ProblemField>? errors = null)
    {
        Status = status;
        Code = code;
        Title = title;
        Detail = detail;
        Errors = errors;
    }

    /// <summary>HTTP status code.</summary>
    public int Status { get; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    internal string Code { get; }

    internal string Title { get; }

    internal string Detail { get; }

    internal IReadOnlyList<ProblemField>? Errors { get; }

    /// <summary>The continuation the caller may go on with; null = none.</summary>
    internal string? Continuation { get; init; }

    /// <summary>Seconds for <c>Retry-After</c>; null = none.</summary>
    internal int? RetryAfterSeconds { get; init; }

    /// <summary>For <c>Accept-Encoding</c>: how a body may be encoded; null = it is not about that.</summary>
    internal string? AcceptEncoding { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = Status;
        var plain = httpContext.GetEndpoint()?.Metadata.GetMetadata<PlainErrors>() is not null;
        if (Status == StatusCodes.Status401Unauthorized && !plain)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (RetryAfterSeconds is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (AcceptEncoding is { } encoding)
        {
            httpContext.Response.Headers.AcceptEncoding = encoding;
        }

        return plain
            ? httpContext.Response.WriteAsJsonAsync(new InvokeTriggerError(Detail), WebhooksJson.Options, httpContext.RequestAborted)
            : httpContext.Response.WriteAsJsonAsync(ToResponse(httpContext), WebhooksJson.Options, ContentType, httpContext.RequestAborted);
    }

    /// <summary>The body, also for one item of a batch.</summary>
    internal ProblemResponse ToResponse(HttpContext httpContext) => new()
    {
        Code = Code,
        Title = Title,
        Status = Status,
        Detail = Detail,
        Instance = httpContext.Request.Path,
        RequestId = httpContext.TraceIdentifier,
        Continuation = Continuation,
        Error = new ProblemError(Code, Detail.Length <= ShortMessage ? Detail : string.Concat(Detail.AsSpan(0, ShortMessage - 3), "...")),
        Errors = Errors,
    };

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        // Which statuses a route can answer with is declared once for all routes (OpenApiDocument).
    }
}

/// <summary>
/// The route answers errors with <c>{"error":"…"}</c> (<see cref="InvokeTriggerError"/>) and not with problems, as the seed reference
/// has it.
/// </summary>
internal sealed record PlainErrors;
