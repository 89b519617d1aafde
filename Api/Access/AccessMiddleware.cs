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
    private const string Bearer = "Bearer ";

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

    /// <summary>The caller, and for a cookie why the request may have been forged. A header wins over a cookie: only programs send one.</summary>
    private async ValueTask<(Caller Caller, string? Forgery)?> FindCallerAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return ReadBearer(header) is { } bearer && await FindAsync(context, bearer) is { } holder ? (holder, null) : null;
        }

        return SessionCookie.Read(context.Request) is { } token && await sessions.FindAsync(token, context.RequestAborted) is { } user
            ? (user, SessionCookie.FindForgery(context.Request, token))
            : null;
    }

    /// <summary>What the request proves who it is with.</summary>
    public static string? ReadToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } header ? ReadBearer(header) : SessionCookie.Read(request);

    private ValueTask<Caller?> FindAsync(HttpContext context, string bearer) => SecretToken.IsForSession(bearer)
        ? sessions.FindAsync(bearer, context.RequestAborted)
        : keys.FindAsync(bearer, context);

    private static string? ReadBearer(string header) =>
        header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.AsSpan(Bearer.Length).Trim() is { Length: > 0 } bearer
            ? bearer.ToString()
            : null;
}
