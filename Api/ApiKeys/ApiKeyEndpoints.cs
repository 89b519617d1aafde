using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Access;
using Webhooks.Core.Persistence;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/api-keys").WithTags("API keys");
        group.MapGet("/", ListAsync).WithName("ListApiKeys").WithSummary("List API keys").WithPage().Demands(Permission.Administer, Reach.Tenant);
        group.MapPost("/", CreateAsync).WithName("CreateApiKey").WithSummary("Create an API key; the answer shows it this once")
            .WithBody<CreateApiKeyRequest>().Demands(Permission.Administer, Reach.Tenant);
        group.MapDelete("/{id}", RevokeAsync).WithName("RevokeApiKey").WithSummary("Revoke an API key").Demands(Permission.Administer, Reach.Tenant);
    }

    private static async Task<Results<Ok<PageResponse<ApiKeyResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var keys =
            from key in context.ApiKeys.AsNoTracking()
            where key.TenantNo == scope.TenantNo && key.RevokedAt == null
            orderby key.ApiKeyNo descending
            select new { Key = key, ProjectId = context.Projects.Where(project => project.ProjectNo == key.ProjectNo).Select(project => project.Id).FirstOrDefault() };
        return TypedResults.Ok(await keys.ToPageAsync(page, limit, row => ToResponse(row.Key, row.ProjectId, null), cancellationToken));
    }

    private static async Task<Results<Created<DataResponse<ApiKeyResponse>>, Problem>> CreateAsync(
        string tenantId, RequestScope scope, JsonBody body, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var now = clock.GetUtcNow();
        var name = input.Text("name", Identifiers.MaximumLength, required: true);
        var role = ReadRole(input);
        var projectId = input.Text("projectId", Identifiers.MaximumLength);
        var expiresAt = input.Moment("expiresAt");
        if (expiresAt <= now)
        {
            input.Errors.Add("/expiresAt", "must be in the future");
        }

        if (input.Problem is { } problem)
        {
            return problem;
        }

        Project? project = null;
        if (projectId is not null)
        {
            project = await context.Projects.AsNoTracking()
                .SingleOrDefaultAsync(row => row.TenantNo == scope.TenantNo && row.Id == projectId, cancellationToken);
            if (project is null)
            {
                return Problems.Unprocessable([new ProblemField("/projectId", "names no project of this tenant")]);
            }
        }

        var secret = ApiKeySecret.Generate();
        var key = new ApiKey
        {
            Id = Identifiers.Generate(),
            TenantNo = scope.TenantNo,
            ProjectNo = project?.ProjectNo,
            Name = name!, // Without a problem it is there.
            Role = role,
            KeyHash = ApiKeySecret.Hash(secret),
            Prefix = ApiKeySecret.PrefixOf(secret),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        context.ApiKeys.Add(key);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/manage/tenants/{tenantId}/api-keys/{key.Id}", new DataResponse<ApiKeyResponse>(ToResponse(key, project?.Id, secret)));
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(
        string id, RequestScope scope, WebhooksDbContext context, ApiKeyDirectory directory, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var revoked = await context.ApiKeys.Where(key => key.TenantNo == scope.TenantNo && key.Id == id && key.RevokedAt == null)
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.RevokedAt, now), cancellationToken);
        directory.Forget();
        return revoked == 0 ? Problems.NotFound($"There is no API key \"{id}\" in this tenant.") : TypedResults.NoContent();
    }

    internal static Role ReadRole(JsonInput input)
    {
        var text = input.Text("role", Identifiers.MaximumLength, required: true);
        if (text is not null && !RoleNames.TryParse(text, out _))
        {
            input.Errors.Add("/role", $"must be one of {string.Join(", ", ApiKeyRole.All)}");
        }

        return text is not null && RoleNames.TryParse(text, out var role) ? role : default;
    }

    private static ApiKeyResponse ToResponse(ApiKey key, string? projectId, string? secret) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = RoleNames.ToText(key.Role),
        ProjectId = projectId,
        Prefix = key.Prefix,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        Key = secret,
    };
}
