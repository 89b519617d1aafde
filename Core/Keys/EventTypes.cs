namespace Webhooks.Core.Keys;

/// <summary>The event types (seed: outbound webhooks, "Event types").</summary>
public static class EventTypes
{
    public const string ConversationCreated = "conversation.created";
    public const string ConversationUpdated = "conversation.updated";
    public const string FeedbackCreated = "feedback.created";

    /// <summary>A custom event; its own name is <c>data.event.type</c>.</summary>
    public const string EventCreated = "event.created";

    /// <summary>The run of an agent, which goes to its <c>runUrl</c> and to no destination of the project.</summary>
    public const string TriggerInvoked = "trigger.invoked";

    /// <summary>Those a destination can subscribe to.</summary>
    public static IReadOnlyList<string> All { get; } = [ConversationCreated, ConversationUpdated, FeedbackCreated, EventCreated];
}
