using Webhooks.Api.Http;

namespace Webhooks.Api.Access;

/// <summary>Records that somebody who is known was not let in: the audit trail does.</summary>
internal delegate Task RefusalRecorder(HttpContext context, int status);

/// <summary>
/// Who may do what, in one place and before any body is read: no or bad credentials 401; what the caller may not see 404, exactly as if
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
            // Nobody is signed in by the page of another site, to a session that its owner sees into.
            await Problems.Forbidden("The request comes from the page of another site.").ExecuteAsync(context);
            return;
        }

        new RequestScope { Caller = Caller.Nobody }.AttachTo(context);
        await next(context);
    }
}
