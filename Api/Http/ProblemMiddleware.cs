using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Http;

/// <summary>Turns what a handler did not answer into a problem: exceptions, and refusals the framework makes without a body.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, TroubleReports reports, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        // Any answer may hold what its caller alone may see, some of them a secret. The exact rules of caches are nothing to rely on.
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                await Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                // The caller is gone and reads no answer; 499 is what proxies log for it.
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }

            await ProblemOf(exception, context).ExecuteAsync(context);
        }
    }

    private Problem ProblemOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problems.OfStatus(bad.StatusCode);
            case ProjectGoneException:
                return Problems.NotFound(exception.Message);
            case TooManyTriesException tries:
                return Problems.TooManyRequests("There are too many tries to sign in", tries.RetryAfterSeconds);
            case var _ when DatabaseTroubles.Find(exception) is { } trouble:
                reports.Note(trouble, RequestName.Of(context), DatabaseTroubles.ReasonOf(exception), exception);
                UnavailableDatabase.Mark(context);
                // Producers hold on to what they publish and send it again; a person gains nothing by waiting for a table.
                return trouble is DatabaseTrouble.Damaged && !context.Request.Path.StartsWithSegments("/run")
                    ? Problems.Internal()
                    : Problems.Unavailable(trouble);
            default:
                ProblemMiddlewareLog.UnhandledRequest(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
                return Problems.Internal();
        }
    }

    private static partial class ProblemMiddlewareLog
    {
        [LoggerMessage(EventIds.UnhandledRequest, LogLevel.Error, "{Method} {Route} failed.")]
        public static partial void UnhandledRequest(ILogger logger, string method, string? route, Exception exception);
    }
}

/// <summary>A password or invitation was not checked, because there were too many tries; answered with 429.</summary>
internal sealed class TooManyTriesException(TimeSpan wait) : Exception("There were too many tries.")
{
    /// <summary>When to try again.</summary>
    public int RetryAfterSeconds { get; } = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
}

/// <summary>
/// Answers with a problem where there is no route and nothing else has answered. The dashboard, where it is in the same host, shows
/// browsers a page before that.
/// </summary>
internal sealed class UnknownRouteMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetEndpoint() is null
            && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null, ContentLength: null })
        {
            context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
            await Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
    }
}
