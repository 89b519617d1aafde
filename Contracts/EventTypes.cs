using System.Text.Json;

namespace Webhooks.Contracts;

/// <summary>The event types (seed: outbound webhooks, "Event types").</summary>
public static class EventTypes
{
    /// <summary>A conversation began.</summary>
    public const string ConversationCreated = "conversation.created";

    /// <summary>A conversation has new messages, or changed otherwise.</summary>
    public const string ConversationUpdated = "conversation.updated";

    /// <summary>A message of a conversation was rated.</summary>
    public const string FeedbackCreated = "feedback.created";

    /// <summary>A custom event; its own name is <c>data.event.type</c>.</summary>
    public const string EventCreated = "event.created";

    /// <summary>The run of an agent, which goes to its <c>runUrl</c> and to no destination of the project.</summary>
    public const string TriggerInvoked = "trigger.invoked";

    /// <summary>Those a destination can subscribe to.</summary>
    public static IReadOnlyList<string> All { get; } = [ConversationCreated, ConversationUpdated, FeedbackCreated, EventCreated];
}

/// <summary>A type of event that destinations can subscribe to.</summary>
public sealed record EventTypeResponse
{
    /// <summary>Its name, such as <c>conversation.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it fires.</summary>
    public required string Description { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of what a destination receives: the whole envelope.</summary>
    public required JsonElement Schema { get; init; }

    /// <summary>What a destination receives, as an example: the whole envelope.</summary>
    public required JsonElement Example { get; init; }
}
