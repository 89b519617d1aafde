using Webhooks.Api.Http;

namespace Webhooks.Api.Access;

/// <summary>Records that a known caller was refused. The audit trail implements it.</summary>
internal delegate Task RefusalRecorder(HttpContext context, int status);

/// <summary>
/// Checks permissions in one place, before any body is read: no or bad credentials 401; what the caller may not see 404, exactly as if
/// it did not exist; what it may see but not do 403.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, CallerDirectory callers, ScopeDirectory scopes, RefusalRecorder recordRefusal)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not { Reach: not Reach.Trigger } rule)
        {
            await next(context);
            return;
        }

        if (rule.Reach is Reach.Anyone)
        {
            await AdmitAnyoneAsync(context);
            return;
        }

        var (found, refusal) = await callers.FindAsync(context);
        if (found is null)
        {
            await refusal!.ExecuteAsync(context); // One or the other.
            return;
        }

        var (scope, problem) = SessionCookie.FindForgery(context.Request) is { } forgery
            ? (null, Problems.Forbidden(forgery))
            : await scopes.AdmitAsync(context, rule, found);
        scope ??= new RequestScope { Caller = found };
        scope.AttachTo(context);
        if (problem is not null)
        {
            await recordRefusal(context, problem.Status);
            await problem.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async Task AdmitAnyoneAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && Origins.IsForeign(context.Request))
        {
            // A page of another site must not sign a browser in, to a session that the owner of that page can look into.
            await Problems.Forbidden("The request comes from the page of another site.").ExecuteAsync(context);
            return;
        }

        new RequestScope { Caller = Caller.Nobody }.AttachTo(context);
        await next(context);
    }
}
