using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/api-keys").WithTags("API keys");
        group.MapGet("/", ListAsync).WithName("ListApiKeys").WithSummary("List API keys")
            .WithDescription("The keys themselves are not shown; only hashes of them are stored.")
            .WithPage().Demands(Permission.Administer, Reach.Tenant);
        group.MapPost("/", CreateAsync).WithName("CreateApiKey").WithSummary("Create an API key; the answer shows it this once")
            .WithDescription("Copy the key from the answer: it is not stored. A key can be limited to one project and can expire.")
            .WithBody<CreateApiKeyRequest>().WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Administer, Reach.Tenant);
        group.MapDelete("/{id}", RevokeAsync).WithName("RevokeApiKey").WithSummary("Revoke an API key")
            .WithDescription("Requests with the key are refused at once in this process and within two seconds in others.")
            .Demands(Permission.Administer, Reach.Tenant);
    }

    private static Task<Results<Ok<PageResponse<ApiKeyResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys =
            from key in context.ApiKeys.AsNoTracking()
            where key.TenantNo == scope.TenantNo && key.RevokedAt == null
            orderby key.ApiKeyNo descending
            select new
            {
                Key = key,
                ProjectId = context.Projects.Where(project => project.ProjectNo == key.ProjectNo).Select(project => project.Id)
                    .FirstOrDefault(),
            };
        return keys.AnswerPageAsync(request, row => ToResponse(row.Key, row.ProjectId, now, secret: null), cancellationToken);
    }

    private static async Task<Results<Created<DataResponse<ApiKeyResponse>>, Problem>> CreateAsync(
        string tenantId, RequestScope scope, JsonBody body, WebhooksDbContext context, LimitsOptions limits, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var now = clock.GetUtcNow();
        var name = input.Text("name", required: true);
        var role = ReadRole(input);
        var projectId = input.Text("projectId");
        var expiresAt = input.Time("expiresAt");
        if (expiresAt <= now)
        {
            input.Errors.Add("/expiresAt", "must be in the future");
        }

        var networks = ReadNetworks(input);
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
            AllowedNetworks = networks,
        };
        if (!await TryAddAsync(context, scope.TenantNo, key, limits.KeysPerTenant, now, cancellationToken))
        {
            return Problems.Conflict(
                $"The tenant has {limits.KeysPerTenant} API keys, which is the most it may have (Limits:KeysPerTenant). "
                + "Revoke those that are not used.");
        }

        var answer = new DataResponse<ApiKeyResponse>(ToResponse(key, project?.Id, now, secret));
        return TypedResults.Created($"/manage/tenants/{tenantId}/api-keys/{key.Id}", answer);
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(
        string id, RequestScope scope, WebhooksDbContext context, ApiKeyDirectory directory, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var revoked = await context.ApiKeys.Where(key => key.TenantNo == scope.TenantNo && key.Id == id && key.RevokedAt == null)
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.RevokedAt, now), cancellationToken);
        directory.Forget();
        return revoked == 0 ? Problems.NotFound($"There is no API key \"{id}\" in this tenant.") : TypedResults.NoContent();
    }

    internal static Role ReadRole(JsonInput input)
    {
        _ = RoleNames.TryParse(input.Text("role", required: true) ?? string.Empty, out var role);
        return role;
    }

    private static string[]? ReadNetworks(JsonInput input)
    {
        var networks = input.Texts("allowedNetworks");
        for (var index = 0; index < networks?.Count; index++)
        {
            if (!NetworkList.IsValid(networks[index]))
            {
                input.Errors.Add($"/allowedNetworks/{index}", NetworkList.Rule);
            }
        }

        return networks?.ToArray();
    }

    /// <summary>
    /// False when the tenant has no room. Keys of a tenant are made one after the other, so that none slips in beside the count.
    /// </summary>
    private static async Task<bool> TryAddAsync(
        WebhooksDbContext context, long tenantNo, ApiKey key, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockTenantAsync(tenantNo, cancellationToken);
        var live = context.ApiKeys.Where(
            row => row.TenantNo == tenantNo && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now));
        if (await live.CountAsync(cancellationToken) >= most)
        {
            return false;
        }

        context.ApiKeys.Add(key);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static int? UnusedDays(ApiKey key, DateTimeOffset now) =>
        (int)(now - (key.LastUsedAt ?? key.CreatedAt)).TotalDays is >= ApiKeyResponse.UnusedAfterDays and var days ? days : null;

    private static ApiKeyResponse ToResponse(ApiKey key, string? projectId, DateTimeOffset now, string? secret) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = RoleNames.ToText(key.Role),
        ProjectId = projectId,
        Prefix = key.Prefix,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        LastUsedAddress = key.LastUsedAddress,
        UnusedDays = UnusedDays(key, now),
        AllowedNetworks = key.AllowedNetworks,
        Key = secret,
    };
}
