namespace Webhooks.Contracts;

/// <summary>
/// The body that a receiver gets: read it from the verified bytes with <see cref="WebhooksJson.Options"/>, as the
/// <typeparamref name="T"/>
/// that belongs to <c>type</c>.
/// </summary>
/// <typeparam name="T">
/// <see cref="ConversationPayload"/> for <c>conversation.created</c> and <c>conversation.updated</c>, <see cref="FeedbackPayload"/> for
/// <c>feedback.created</c>, <see cref="CustomEventPayload"/> for <c>event.created</c>; <see cref="System.Text.Json.JsonElement"/> before
/// the type is known.
/// </typeparam>
/// <param name="Id">Identifier of the event, the same over all attempts; also the header <c>webhook-id</c>.</param>
/// <param name="Type">The event type.</param>
/// <param name="Timestamp">When the event happened.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="AgentId">The agent; empty = none.</param>
/// <param name="Data">What happened.</param>
public sealed record WebhookPayload<T>(
    string Id, string Type, DateTimeOffset Timestamp, string TenantId, string ProjectId, string AgentId, T Data);

/// <summary>The data of <c>conversation.created</c> and <c>conversation.updated</c>.</summary>
/// <param name="Conversation">The conversation as the event left it, never a later state.</param>
public sealed record ConversationPayload(ConversationResponse Conversation);

/// <summary>The data of <c>feedback.created</c>.</summary>
/// <param name="Feedback">The feedback.</param>
/// <param name="Conversation">The conversation as it was when the feedback came.</param>
public sealed record FeedbackPayload(FeedbackResponse Feedback, ConversationResponse Conversation);

/// <summary>The data of <c>event.created</c>.</summary>
/// <param name="Event">The custom event; its own name is <c>data.event.type</c>.</param>
public sealed record CustomEventPayload(EventResponse Event);
