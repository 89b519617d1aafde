namespace Webhooks.Core.Events;

/// <summary>The event types a destination can subscribe to (seed: outbound webhooks, "Event types").</summary>
public static class EventTypes
{
    public const string ConversationCreated = "conversation.created";
    public const string ConversationUpdated = "conversation.updated";
    public const string FeedbackCreated = "feedback.created";

    /// <summary>A custom event; its own name is <c>data.event.type</c>.</summary>
    public const string EventCreated = "event.created";

    public static IReadOnlyList<string> All { get; } = [ConversationCreated, ConversationUpdated, FeedbackCreated, EventCreated];
}
