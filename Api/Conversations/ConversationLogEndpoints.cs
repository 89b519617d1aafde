using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;

namespace Webhooks.Api.Conversations;

/// <summary>Reading conversations; the product reads them under <c>/run</c> as well (<see cref="ConversationEndpoints"/>).</summary>
internal static class ConversationLogEndpoints
{
    public static void MapConversationLog(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/conversations").WithTags("Conversations");
        group.MapGet("/", ListAsync).WithName("ListProjectConversations").WithSummary("List conversations, newest first")
            .WithDescription("For people who look after the project.")
            .WithKeyset().Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetProjectConversation").WithSummary("Get a conversation with its newest messages")
            .WithDescription("The same conversation as under /run/v1, for callers who read the project.")
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}/messages", ListMessagesAsync).WithName("ListProjectMessages")
            .WithSummary("List the messages of a conversation, oldest first")
            .WithDescription("Pages are numbered. A page of the newest messages is part of the conversation itself.")
            .WithPage().Demands(Permission.Read, Reach.Project);
    }

    private static async Task<Results<Ok<KeysetResponse<ConversationEntry>>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, ConversationLog conversations, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var page = await conversations.ListAsync(scope.Project.ProjectNo, cursor, limit, cancellationToken);
        return TypedResults.Ok(page.ToResponse(ConversationResponses.EntryOf));
    }

    internal static async Task<Results<Ok<DataResponse<ConversationResponse>>, Problem>> GetAsync(
        string id, RequestScope scope, ConversationLog conversations, CancellationToken cancellationToken) =>
        !id.Contains('\0', StringComparison.Ordinal)
            && await conversations.FindAsync(scope.Project.ProjectNo, id, cancellationToken) is { } snapshot
            ? TypedResults.Ok(new DataResponse<ConversationResponse>(ConversationResponses.Of(snapshot)))
            : NotFound(id);

    internal static async Task<Results<Ok<PageResponse<MessageResponse>>, Problem>> ListMessagesAsync(
        string id, HttpRequest request, RequestScope scope, ConversationLog conversations, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (id.Contains('\0', StringComparison.Ordinal)
            || await conversations.ListMessagesAsync(scope.Project.ProjectNo, id, page, limit, cancellationToken) is not var (rows, total))
        {
            return NotFound(id);
        }

        return TypedResults.Ok(new PageResponse<MessageResponse>(
            [.. rows.Select(ConversationResponses.Of)], new Pagination(page, limit, total, (total + limit - 1) / limit)));
    }

    internal static Problem NotFound(string id, IReadOnlyList<ProblemField>? errors = null) =>
        Problems.NotFound($"There is no conversation \"{id}\" in this project.", errors);
}
