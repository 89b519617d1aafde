namespace Webhooks.Api.Audit;

/// <summary>The one place that leaves audit records; it runs after the caller is known and allowed, before anything is done.</summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditTrail trail)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (AuditedRoutes.Include(context))
        {
            await trail.BeginAsync(context);
        }

        await next(context);
    }
}
