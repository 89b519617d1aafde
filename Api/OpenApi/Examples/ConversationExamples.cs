using Webhooks.Client;

namespace Webhooks.Api.OpenApi;

internal static class ConversationExamples
{
    private const string ConversationId = "conv_abc123";

    private static readonly MessageResponse Question = new("msg_001", MessageRole.User, "Which plan fits a team of five?", Examples.Then);
    private static readonly MessageResponse Reply = new("msg_002", MessageRole.Assistant, "The team plan, up to ten people.", Examples.Then.AddSeconds(4));

    public static ConversationResponse Conversation { get; } = new()
    {
        Id = ConversationId,
        AgentId = Examples.AgentId,
        Title = "Choosing a plan",
        UserProperties = Examples.Json("""{"userId":"u_456"}"""),
        Properties = Examples.Json("""{"pageUrl":"https://example.com/help"}"""),
        CreatedAt = Examples.Then,
        UpdatedAt = Reply.CreatedAt,
        Messages = [Question, Reply],
    };

    public static FeedbackResponse Feedback { get; } = new()
    {
        Id = "fb_789",
        ConversationId = ConversationId,
        MessageId = Reply.Id,
        Type = FeedbackType.Positive,
        Details = null,
        CreatedAt = Examples.Then.AddMinutes(1),
        UpdatedAt = Examples.Then.AddMinutes(1),
    };

    public static object[] All { get; } =
    [
        new StartConversationRequest(Examples.AgentId)
        {
            Id = ConversationId,
            Title = "Choosing a plan",
            UserProperties = Examples.Json("""{"userId":"u_456"}"""),
            Properties = Examples.Json("""{"pageUrl":"https://example.com/help"}"""),
            Messages = [new AddMessageRequest(Question.Role, Question.Content) { Id = Question.Id }],
        },
        Conversation,
        new ConversationEntry
        {
            Id = ConversationId,
            AgentId = Examples.AgentId,
            Title = "Choosing a plan",
            MessageCount = 2,
            CreatedAt = Examples.Then,
            UpdatedAt = Reply.CreatedAt,
        },
        new AddMessageRequest(Reply.Role, Reply.Content) { Id = Reply.Id },
        Reply,
        new AddFeedbackRequest(ConversationId, FeedbackType.Positive) { MessageId = Reply.Id },
        Feedback,
    ];
}
