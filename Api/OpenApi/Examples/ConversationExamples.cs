using Webhooks.Api.Events;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class ConversationExamples
{
    private static readonly ConversationResponse Conversation = PayloadExamples.Conversation;
    private static readonly MessageResponse Question = PayloadExamples.Question;
    private static readonly MessageResponse Reply = PayloadExamples.Reply;

    public static object[] All { get; } =
    [
        new StartConversationRequest(PayloadExamples.AgentId)
        {
            Id = Conversation.Id,
            Title = Conversation.Title,
            UserProperties = Conversation.UserProperties,
            Properties = Conversation.Properties,
            Messages = [new AddMessageRequest(Question.Role, Question.Content) { Id = Question.Id }],
        },
        Conversation,
        new ConversationEntry
        {
            Id = Conversation.Id,
            AgentId = PayloadExamples.AgentId,
            Title = Conversation.Title,
            MessageCount = Conversation.Messages.Count,
            CreatedAt = Conversation.CreatedAt,
            UpdatedAt = Conversation.UpdatedAt,
        },
        new AddMessageRequest(Reply.Role, Reply.Content) { Id = Reply.Id },
        Reply,
        new AddFeedbackRequest(Conversation.Id, FeedbackType.Positive) { MessageId = Reply.Id },
        PayloadExamples.Feedback,
    ];
}
