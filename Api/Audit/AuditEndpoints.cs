using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Audit;

namespace Webhooks.Api.Audit;

/// <summary>The records of who did what.</summary>
internal static class AuditEndpoints
{
    private const string IdPrefix = "aud_";

    public static void MapAuditRecords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/manage/tenants/{tenantId}/audit", ListAsync).WithName("ListAuditRecords").WithSummary("List what was done in a tenant, newest first")
            .WithTags("Audit").WithFilters().Demands(Permission.Administer, Reach.Tenant);
        routes.MapGet("/manage/audit", ListAllAsync).WithName("ListAllAuditRecords")
            .WithSummary("List what was done in all tenants and outside of them, newest first").WithTags("Audit").WithFilters().Demands(Permission.Administer, Reach.Service);
    }

    private static RouteHandlerBuilder WithFilters(this RouteHandlerBuilder route) => route.WithKeyset()
        .WithQuery("actorId", "Only what this API key or user did.")
        .WithQuery("action", "Only this operation, such as CreateWebhookDestination, SignIn or UseApiKey.")
        .WithQuery("projectId", "Only what was done in this project.")
        .WithSpan("Only what was done at this moment or later.", "Only what was done before this moment.");

    private static Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, AuditLog log, ScopeDirectory scopes, CancellationToken cancellationToken) =>
        ReadPageAsync(request, scope.TenantNo, log, scopes, cancellationToken);

    private static Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, Problem>> ListAllAsync(
        HttpRequest request, AuditLog log, ScopeDirectory scopes, CancellationToken cancellationToken) =>
        ReadPageAsync(request, null, log, scopes, cancellationToken);

    private static async Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, Problem>> ReadPageAsync(
        HttpRequest request, long? tenantNo, AuditLog log, ScopeDirectory scopes, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        var (from, to) = query.Span();
        var wanted = new AuditQuery(tenantNo, query.Text("actorId"), query.Text("action"), query.Text("projectId"), from, to);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var page = await log.ListAsync(wanted, cursor, limit, cancellationToken);
        var tenantIds = new Dictionary<long, string>();
        foreach (var number in page.Rows.Select(row => row.TenantNo).OfType<long>().Distinct())
        {
            tenantIds[number] = await scopes.FindTenantIdAsync(number, cancellationToken);
        }

        return TypedResults.Ok(page.ToResponse(record => ToResponse(record, record.TenantNo is { } number ? tenantIds[number] : null)));
    }

    private static AuditRecordResponse ToResponse(AuditRecord record, string? tenantId) => new()
    {
        Id = $"{IdPrefix}{record.Key:N}",
        At = record.At,
        Actor = new AuditActor(record.Actor.Kind, record.Actor.Id, record.Actor.Name),
        Action = record.Action,
        Resource = record.ResourceKind is { } kind ? new AuditResource(kind, record.ResourceId) : null,
        TenantId = tenantId,
        ProjectId = record.ProjectId,
        Outcome = record.Outcome,
        StatusCode = record.StatusCode,
        RemoteAddress = record.Origin.RemoteAddress,
        UserAgent = record.Origin.UserAgent,
        RequestId = record.Origin.RequestId,
        Tries = record.Tries,
    };
}
