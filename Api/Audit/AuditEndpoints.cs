using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Audit;

/// <summary>The records of who did what.</summary>
internal static class AuditEndpoints
{
    private const string IdPrefix = "aud_";

    public static void MapAuditRecords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/manage/tenants/{tenantId}/audit", ListAsync).WithName("ListAuditRecords")
            .WithSummary("List what was done in a tenant, newest first")
            .WithTags("Audit").WithFilters().Demands(Permission.Administer, Reach.Tenant);
        routes.MapGet("/manage/audit", ListAllAsync).WithName("ListAllAuditRecords")
            .WithSummary("List what was done in all tenants and outside of them, newest first").WithTags("Audit").WithFilters()
            .Demands(Permission.Administer, Reach.Service);
    }

    private static RouteHandlerBuilder WithFilters(this RouteHandlerBuilder route) => route.WithKeyset()
        .WithDescription(RouteDocumentation.Export.TrimStart())
        .WithQuery("actorId", "Only what this API key or user did.")
        .WithQuery("action", "Only this operation, such as CreateWebhookDestination, SignIn or UseApiKey.")
        .WithQuery("projectId", "Only what was done in this project.")
        .WithSpan("Only what was done at this time or later.", "Only what was done before this time.");

    private static Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, ListExport<AuditRecordResponse>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, AuditLog log, ScopeDirectory scopes, LiveTails places,
        CancellationToken cancellationToken) =>
        AnswerAsync(request, scope.TenantNo, log, scopes, places, cancellationToken);

    private static Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, ListExport<AuditRecordResponse>, Problem>> ListAllAsync(
        HttpRequest request, AuditLog log, ScopeDirectory scopes, LiveTails places, CancellationToken cancellationToken) =>
        AnswerAsync(request, null, log, scopes, places, cancellationToken);

    private static async Task<Results<Ok<KeysetResponse<AuditRecordResponse>>, ListExport<AuditRecordResponse>, Problem>> AnswerAsync(
        HttpRequest request, long? tenantNo, AuditLog log, ScopeDirectory scopes, LiveTails places, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit, form) = (query.Cursor(), query.Limit(), ExportForm.Read(request, query));
        var (from, to) = query.Span();
        var wanted = new AuditQuery(tenantNo, query.Text("actorId"), query.Text("action"), query.Text("projectId"), from, to);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        Task<KeysetPage<AuditRecordResponse>> ReadAsync(Keyset from, int rows, CancellationToken token) =>
            ReadPageAsync(wanted, from, rows, log, scopes, token);

        return form is null
            ? TypedResults.Ok((await ReadAsync(cursor, limit, cancellationToken)).ToResponse(static record => record))
            : new ListExport<AuditRecordResponse>(places, form, "audit", cursor, ReadAsync);
    }

    private static async Task<KeysetPage<AuditRecordResponse>> ReadPageAsync(
        AuditQuery wanted, Keyset from, int rows, AuditLog log, ScopeDirectory scopes, CancellationToken cancellationToken)
    {
        var page = await log.ListAsync(wanted, from, rows, cancellationToken);
        var tenantIds = new Dictionary<long, string>();
        foreach (var number in page.Rows.Select(row => row.TenantNo).OfType<long>().Distinct())
        {
            tenantIds[number] = await scopes.FindTenantIdAsync(number, cancellationToken);
        }

        return page.Select(record => ToResponse(record, record.TenantNo is { } number ? tenantIds[number] : null));
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
