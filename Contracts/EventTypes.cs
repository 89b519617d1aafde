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

    /// <summary>Those a destination can subscribe to, in the order of the seed.</summary>
    public static IReadOnlyList<EventType> Catalog { get; } =
    [
        new(
            ConversationCreated,
            "A new conversation starts. Includes the conversation with its first messages.",
            typeof(ConversationPayload)),
        new(
            ConversationUpdated,
            "A user sends a message or the assistant replies. Includes the conversation after the message.",
            typeof(ConversationPayload)),
        new(
            FeedbackCreated,
            "A user submits feedback on a conversation. Includes the feedback and the conversation at that time.",
            typeof(FeedbackPayload)),
        new(
            EventCreated,
            "A custom event is logged via POST /run/v1/events. Includes the event; its own type is data.event.type.",
            typeof(CustomEventPayload)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Catalog.Select(static type => type.Name)];

    /// <summary>The type of <c>data</c> in a payload of an event type.</summary>
    /// <param name="name">The event type.</param>
    /// <exception cref="ArgumentException">There is no such event type.</exception>
    public static Type PayloadOf(string name) =>
        Catalog.FirstOrDefault(type => type.Name == name)?.Payload
        ?? throw new ArgumentException($"There is no event type {name}.", nameof(name));
}

/// <summary>An event type that a destination can subscribe to.</summary>
/// <param name="Name">Its name, such as <c>conversation.created</c>.</param>
/// <param name="Description">When it fires, and what it includes.</param>
/// <param name="Payload">The type of <c>data</c> in <see cref="WebhookPayload{T}"/>.</param>
public sealed record EventType(string Name, string Description, Type Payload);

/// <summary>A type of event that destinations can subscribe to.</summary>
public sealed record EventTypeResponse
{
    /// <summary>Its name, such as <c>conversation.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it fires.</summary>
    public required string Description { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of what a destination receives: the whole envelope.</summary>
    public required JsonElement Schema { get; init; }

    /// <summary>An example of what a destination receives: the whole envelope.</summary>
    public required JsonElement Example { get; init; }
}
