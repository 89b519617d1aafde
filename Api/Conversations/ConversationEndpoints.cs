using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Conversations;

/// <summary>Where the product keeps its conversations; each change fires its event in the same transaction.</summary>
internal static class ConversationEndpoints
{
    private const string Conversations = "/run/v1/conversations";

    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/run/v1").WithTags("Conversations");
        group.MapPost("/conversations", StartAsync).WithName("StartConversation")
            .WithSummary("Start a conversation; fires conversation.created with the messages it starts with")
            .WithDescription("The same start with the same id answers with the first conversation and fires nothing.")
            .WithBody<StartConversationRequest>().WithIdempotencyKey().Demands(Permission.Publish, Reach.KeyProject);
        group.MapGet("/conversations/{id}", ConversationLogEndpoints.GetAsync).WithName("GetConversation")
            .WithSummary("Get a conversation with its newest messages")
            .WithDescription(
                "For the product that holds the conversation: a publisher's key may read it. Older messages are listed by the "
                + "messages route.")
            .Demands(Permission.Publish, Reach.KeyProject);
        group.MapPost("/conversations/{id}/messages", AddMessageAsync).WithName("AddMessage")
            .WithSummary("Add a message to a conversation; fires conversation.updated")
            .WithDescription("The event has the conversation as the message left it. The same id again answers with the first message.")
            .WithBody<AddMessageRequest>().WithIdempotencyKey().Demands(Permission.Publish, Reach.KeyProject);
        group.MapGet("/conversations/{id}/messages", ConversationLogEndpoints.ListMessagesAsync).WithName("ListMessages")
            .WithSummary("List the messages of a conversation, oldest first")
            .WithDescription("Pages are numbered. A page of the newest messages is part of the conversation itself.")
            .WithPage().Demands(Permission.Publish, Reach.KeyProject);
        group.MapPost("/feedback", AddFeedbackAsync).WithName("AddFeedback")
            .WithSummary("Give feedback on a conversation or on one of its messages; fires feedback.created")
            .WithDescription("The event has the feedback and the conversation as it was then.")
            .WithBody<AddFeedbackRequest>().WithIdempotencyKey().Demands(Permission.Publish, Reach.KeyProject);
    }

    private static async Task<Results<Ok<DataResponse<ConversationResponse>>, Created<DataResponse<ConversationResponse>>, ReplayedAnswer,
        Problem>> StartAsync(
        HttpRequest request, RequestScope scope, JsonBody body, IdempotentRequests requests, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (start, key) = (input.ReadConversation(TraceContext.Current), request.ReadKey(input));
        return input.Problem is { } problem
            ? problem
            : await requests.AnswerAsync(
                scope.Project, key, start.Id, transaction => StartInAsync(transaction, start, cancellationToken), cancellationToken);
    }

    private static async Task<WriteAnswer<DataResponse<ConversationResponse>>> StartInAsync(
        EventTransaction transaction, NewConversation start, CancellationToken cancellationToken) =>
        await ConversationWriter.StartAsync(transaction, start, cancellationToken) switch
        {
            StartOutcome.Started started => WriteAnswer<DataResponse<ConversationResponse>>.New(
                new(ConversationResponses.Of(started.Snapshot)),
                $"{Conversations}/{Uri.EscapeDataString(started.Snapshot.Conversation.Id)}"),
            StartOutcome.Repeated repeated =>
                WriteAnswer<DataResponse<ConversationResponse>>.Known(new(ConversationResponses.Of(repeated.Snapshot))),
            StartOutcome.IdTaken => Problems.IdTaken("another conversation", start.Id ?? string.Empty),
            StartOutcome.AgentUnknown => Problems.Unprocessable([new ProblemField("/agentId", "names no agent of this project")]),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<DataResponse<MessageResponse>>, Created<DataResponse<MessageResponse>>, ReplayedAnswer,
        Problem>> AddMessageAsync(
        string id, HttpRequest request, RequestScope scope, JsonBody body, IdempotentRequests requests, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (message, key) = (input.ReadMessage(), request.ReadKey(input));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        return id.Contains('\0', StringComparison.Ordinal)
            ? ConversationLogEndpoints.NotFound(id)
            : await requests.AnswerAsync(
                scope.Project, key, id, transaction => AddMessageInAsync(transaction, id, message, cancellationToken), cancellationToken);
    }

    private static async Task<WriteAnswer<DataResponse<MessageResponse>>> AddMessageInAsync(
        EventTransaction transaction, string id, NewMessage message, CancellationToken cancellationToken) =>
        await ConversationWriter.AddMessageAsync(transaction, id, message, TraceContext.Current, cancellationToken) switch
        {
            MessageOutcome.Added added => WriteAnswer<DataResponse<MessageResponse>>.New(new(ConversationResponses.Of(added.Message))),
            MessageOutcome.Repeated repeated =>
                WriteAnswer<DataResponse<MessageResponse>>.Known(new(ConversationResponses.Of(repeated.Message))),
            MessageOutcome.IdTaken => Problems.IdTaken("another message of this conversation", message.Id ?? string.Empty),
            MessageOutcome.ConversationUnknown => ConversationLogEndpoints.NotFound(id),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<DataResponse<FeedbackResponse>>, Created<DataResponse<FeedbackResponse>>, ReplayedAnswer,
        Problem>> AddFeedbackAsync(
        HttpRequest request, RequestScope scope, JsonBody body, IdempotentRequests requests, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (feedback, key) = (input.ReadFeedback(), request.ReadKey(input));
        return input.Problem is { } problem
            ? problem
            : await requests.AnswerAsync(
                scope.Project,
                key,
                feedback.ConversationId,
                transaction => AddFeedbackInAsync(transaction, feedback, cancellationToken),
                cancellationToken);
    }

    private static async Task<WriteAnswer<DataResponse<FeedbackResponse>>> AddFeedbackInAsync(
        EventTransaction transaction, NewFeedback feedback, CancellationToken cancellationToken) =>
        await ConversationWriter.AddFeedbackAsync(transaction, feedback, TraceContext.Current, cancellationToken) switch
        {
            FeedbackOutcome.Added added => WriteAnswer<DataResponse<FeedbackResponse>>.New(new(ConversationResponses.Of(added.Feedback))),
            FeedbackOutcome.ConversationUnknown => ConversationLogEndpoints.NotFound(
                feedback.ConversationId, [new ProblemField("/conversationId", "names no conversation of this project")]),
            FeedbackOutcome.MessageUnknown =>
                Problems.Unprocessable([new ProblemField("/messageId", "names no message of this conversation")]),
            _ => throw new UnreachableException(),
        };
}
