using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Starts a conversation. The members that hold JSON must be objects of at most 65,536 characters.</summary>
/// <param name="AgentId">The agent it is with.</param>
public sealed record StartConversationRequest([property: Text(255)] string AgentId)
{
    /// <summary>
    /// Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; the same start again answers with the first one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255, Pattern = IdPattern.Resource)]
    public string? Id { get; init; }

    /// <summary>Title shown to people, at most 255 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? Title { get; init; }

    /// <summary>Properties of the user it is with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? UserProperties { get; init; }

    /// <summary>Properties of the conversation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Properties { get; init; }

    /// <summary>The messages it starts with, oldest first, at most 200.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Length(0, FieldLimits.Messages)]
    public IReadOnlyList<AddMessageRequest>? Messages { get; init; }
}

/// <summary>Adds a message to a conversation.</summary>
/// <param name="Role">Who wrote it: one of <see cref="MessageRole"/>.</param>
/// <param name="Content">The text, not blank, at most 100,000 characters.</param>
public sealed record AddMessageRequest(
    [property: OneOf(typeof(MessageRole))] string Role, [property: Text(FieldLimits.Message, KeepsBlanks = true)] string Content)
{
    /// <summary>Identifier, unique within the conversation; the same message again answers with the first one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255, Pattern = IdPattern.Resource)]
    public string? Id { get; init; }
}

/// <summary>Gives feedback on a conversation or on one of its messages.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Type">One of <see cref="FeedbackType"/>.</param>
public sealed record AddFeedbackRequest([property: Text(255)] string ConversationId, [property: OneOf(typeof(FeedbackType))] string Type)
{
    /// <summary>The message; the conversation as a whole when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? MessageId { get; init; }

    /// <summary>Text of the user, at most 10,000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(10_000, KeepsBlanks = true)]
    public string? Details { get; init; }
}

/// <summary>The author of a message.</summary>
public static class MessageRole
{
    /// <summary>The user.</summary>
    public const string User = "user";

    /// <summary>The agent.</summary>
    public const string Assistant = "assistant";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } = [User, Assistant];
}

/// <summary>The rating that feedback gives.</summary>
public static class FeedbackType
{
    /// <summary>It was good.</summary>
    public const string Positive = "positive";

    /// <summary>It was not.</summary>
    public const string Negative = "negative";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Positive, Negative];
}

/// <summary>
/// A conversation with its newest messages: in answers, and in <c>conversation.created</c>, <c>conversation.updated</c> and
/// <c>feedback.created</c>.
/// </summary>
public sealed record ConversationResponse
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The agent it is with.</summary>
    public required string? AgentId { get; init; }

    /// <summary>Title shown to people.</summary>
    public required string? Title { get; init; }

    /// <summary>Properties of the user it is with.</summary>
    public required JsonElement? UserProperties { get; init; }

    /// <summary>Properties of the conversation.</summary>
    public required JsonElement? Properties { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest message came.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its newest messages, oldest first: at most 200, and no more than fit into 256 KiB.</summary>
    public required IReadOnlyList<MessageResponse> Messages { get; init; }

    /// <summary>Older messages that are not in <c>messages</c>; absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MessagesOmitted { get; init; }
}

/// <summary>A conversation in the list of a project.</summary>
public sealed record ConversationEntry
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The agent it is with.</summary>
    public required string AgentId { get; init; }

    /// <summary>Title shown to people.</summary>
    public required string? Title { get; init; }

    /// <summary>How many messages it has.</summary>
    public required int MessageCount { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest message came.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A message of a conversation.</summary>
/// <param name="Id">Identifier, unique within the conversation.</param>
/// <param name="Role">Who wrote it: one of <see cref="MessageRole"/>.</param>
/// <param name="Content">The text.</param>
/// <param name="CreatedAt">When it came.</param>
public sealed record MessageResponse(string Id, string Role, string Content, DateTimeOffset CreatedAt);

/// <summary>Feedback on a conversation.</summary>
public sealed record FeedbackResponse
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message; <see langword="null"/> = the conversation as a whole.</summary>
    public required string? MessageId { get; init; }

    /// <summary>One of <see cref="FeedbackType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Text of the user.</summary>
    public required string? Details { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
