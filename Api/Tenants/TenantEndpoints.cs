using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.Tenants;

internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants").WithTags("Tenants");
        group.MapGet("/", ListAsync).WithName("ListTenants").WithSummary("List the tenants the caller may look at")
            .WithDescription("A system administrator sees all tenants; other callers see those they belong to.")
            .WithPage().Demands(Permission.Read, Reach.Caller);
        group.MapPost("/", CreateAsync).WithName("CreateTenant").WithSummary("Create a tenant")
            .WithDescription("A tenant is the boundary between customers: what belongs to one is invisible to the others.")
            .WithBody<CreateTenantRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Service);
        group.MapGet("/{tenantId}", GetAsync).WithName("GetTenant").WithSummary("Get a tenant")
            .WithDescription("A tenant that the caller may not see is answered as if it did not exist.")
            .Demands(Permission.Read, Reach.Tenant);
    }

    private static Task<Results<Ok<PageResponse<TenantResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var visible = scope.Caller.Tenants();
        var tenants = context.Tenants.AsNoTracking().Where(tenant => visible == null || visible.Contains(tenant.TenantNo))
            .OrderBy(tenant => tenant.TenantNo);
        return tenants.AnswerPageAsync(request, ToResponse, cancellationToken);
    }

    private static async Task<Results<Created<DataResponse<TenantResponse>>, Problem>> CreateAsync(
        JsonBody body, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (id, name) = (input.ReadId(required: true), input.Text("name", required: true));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem both are there.
        var tenant = new Tenant { Id = id!, Name = name!, CreatedAt = clock.GetUtcNow() };
        context.Tenants.Add(tenant);
        return await context.TrySaveAsync(cancellationToken)
            ? TypedResults.Created($"/manage/tenants/{tenant.Id}", new DataResponse<TenantResponse>(ToResponse(tenant)))
            : Problems.IdTaken("a tenant", tenant.Id);
    }

    private static async Task<Ok<DataResponse<TenantResponse>>> GetAsync(
        RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var tenant = await context.Tenants.AsNoTracking().SingleAsync(row => row.TenantNo == scope.TenantNo, cancellationToken);
        return TypedResults.Ok(new DataResponse<TenantResponse>(ToResponse(tenant)));
    }

    private static TenantResponse ToResponse(Tenant tenant) => new(tenant.Id, tenant.Name, tenant.CreatedAt);
}
