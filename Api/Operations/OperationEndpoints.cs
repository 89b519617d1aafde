using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;

namespace Webhooks.Api.Operations;

/// <summary>Shows and cancels operations; <see cref="OperationStartEndpoints"/> starts them.</summary>
internal static class OperationEndpoints
{
    public const string Route = "/manage/tenants/{tenantId}/projects/{projectId}";

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route + "/operations").WithTags("Operations");
        group.MapGet("/", ListAsync).WithName("ListOperations")
            .WithSummary("List operations, newest first; finished ones are kept for 90 days")
            .WithDescription("Filters narrow the list; the cursor walks through it.")
            .WithKeyset().Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetOperation").WithSummary("Get an operation with its progress")
            .WithDescription("The progress is counted while the operation runs.")
            .Demands(Permission.Read, Reach.Project);
        group.MapPost("/{id}/cancel", CancelAsync).WithName("CancelOperation")
            .WithSummary("Call off an operation that is not finished; what it has done stays")
            .WithDescription("Deliveries that the operation has already queued are sent.")
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<OperationResponse>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, OperationStore operations, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var page = await operations.ListAsync(scope.Project.ProjectNo, cursor, limit, cancellationToken);
        return TypedResults.Ok(page.ToResponse(OperationResponses.Of));
    }

    private static async Task<Results<Ok<DataResponse<OperationResponse>>, Problem>> GetAsync(
        string id, RequestScope scope, OperationStore operations, CancellationToken cancellationToken) =>
        PublicId.TryParseOperation(id, out var key)
            && await operations.FindAsync(scope.Project.ProjectNo, key, cancellationToken) is { } operation
            ? TypedResults.Ok(new DataResponse<OperationResponse>(OperationResponses.Of(operation)))
            : NotFound(id);

    private static async Task<Results<Ok<DataResponse<OperationResponse>>, Problem>> CancelAsync(
        string id, RequestScope scope, OperationStore operations, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParseOperation(id, out var key))
        {
            return NotFound(id);
        }

        if (await operations.CancelAsync(scope.Project.ProjectNo, key, cancellationToken) is { } cancelled)
        {
            return TypedResults.Ok(new DataResponse<OperationResponse>(OperationResponses.Of(cancelled)));
        }

        return await operations.FindAsync(scope.Project.ProjectNo, key, cancellationToken) is { } finished
            ? Problems.Conflict($"The operation is finished ({finished.State}); only an open one can be cancelled.")
            : NotFound(id);
    }

    private static Problem NotFound(string id) => Problems.NotFound($"There is no operation \"{id}\" in this project.");
}
