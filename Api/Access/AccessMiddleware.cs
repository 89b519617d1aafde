using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Core.Access;

namespace Webhooks.Api.Access;

/// <summary>
/// Who may do what, in one place and before any body is read: no or bad credentials 401; what the caller may not see 404, exactly as if
/// it did not exist; what it may see but not do 403.
/// </summary>
internal sealed class AccessMiddleware(
    RequestDelegate next, ApiKeyDirectory keys, SessionDirectory sessions, ScopeDirectory scopes, AuditTrail trail)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not { } rule)
        {
            await next(context);
            return;
        }

        if (rule.Reach is Reach.Anyone)
        {
            await AdmitAnyoneAsync(context);
            return;
        }

        if (await FindCallerAsync(context) is not { } found)
        {
            await Problems.Unauthorized("Send a valid API key or session token as Authorization: Bearer <…>, or sign in.").ExecuteAsync(context);
            return;
        }

        var (scope, problem) = found.Forgery is { } forgery ? (null, Problems.Forbidden(forgery)) : await scopes.ResolveAsync(context, rule, found.Caller);
        var caller = scope?.Caller ?? found.Caller;
        problem ??= caller.Role.Allows(rule.Permission) || rule.Reach is Reach.OwnSession or Reach.Caller
            ? null
            : Problems.Forbidden($"The role {RoleNames.ToText(caller.Role)} may not do this here.");
        scope ??= new RequestScope { Caller = caller };
        scope.AttachTo(context);
        if (problem is not null)
        {
            await trail.RecordRefusalAsync(context, problem.Status);
            await problem.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async Task AdmitAnyoneAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && Origins.IsForeign(context.Request))
        {
            // Nobody is signed in by the page of another site, to a session that its owner sees into.
            await Problems.Forbidden("The request comes from the page of another site.").ExecuteAsync(context);
            return;
        }

        new RequestScope { Caller = Caller.Nobody }.AttachTo(context);
        await next(context);
    }

    /// <summary>The caller, and for a cookie why the request may have been forged.</summary>
    private async ValueTask<(Caller Caller, string? Forgery)?> FindCallerAsync(HttpContext context)
    {
        if (Credential.Read(context.Request) is not { } credential || await FindAsync(context, credential) is not { } caller)
        {
            return null;
        }

        return (caller, context.Request.Headers.Authorization.ToString().Length > 0 ? null : SessionCookie.FindForgery(context.Request));
    }

    private ValueTask<Caller?> FindAsync(HttpContext context, Credential credential) =>
        credential.IsSession ? sessions.FindAsync(credential, context.RequestAborted) : keys.FindAsync(credential, context);
}
