namespace Webhooks.Api.Http;

/// <summary>
/// Answers with a problem where no route is and nobody else has answered. The dashboard, where it is in the same host, shows browsers a
/// page before that.
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
