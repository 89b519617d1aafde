using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Events;

/// <summary>
/// A published event, checked. Without <c>data</c> it is a custom event, which fires <c>event.created</c> under whatever name its
/// publisher gave it (seed). With <c>data</c> the publisher makes the payload of one of the product's own types itself.
/// </summary>
internal sealed class EventInput
{
    /// <summary>The metadata that the service adds to every publish.</summary>
    public static readonly JsonElement ServerMetadata = JsonSerializer.SerializeToElement(new { authMethod = "apiKey" });

    private static readonly BodyShape Shape = BodyShape.Of(typeof(PublishEventRequest));

    private readonly JsonInput input;

    private EventInput(JsonInput input)
    {
        this.input = input;
        Type = input.Text("type", required: true) ?? string.Empty;
        Id = input.ReadEventId();
        AgentId = input.Text("agentId");
        ConversationId = input.Text("conversationId");
        MessageId = input.Text("messageId");
        Properties = input.Object("properties");
        UserProperties = input.Object("userProperties");
        Metadata = input.Object("metadata");
        Data = input.Object("data");
        if (Data is not null && !EventTypes.All.Contains(Type))
        {
            input.Errors.Add(
                input.PointerTo("data"),
                $"goes with the types {string.Join(", ", EventTypes.All)} only; put a custom event's values into properties");
        }
    }

    public string Type { get; }

    public string? Id { get; }

    public string? AgentId { get; }

    public string? ConversationId { get; }

    public string? MessageId { get; }

    public JsonElement? Properties { get; }

    public JsonElement? UserProperties { get; }

    public JsonElement? Metadata { get; }

    public JsonElement? Data { get; }

    /// <summary>Members that are not known and were ignored, as the seed system ignores them; null = none.</summary>
    public IReadOnlyList<ProblemField>? Warnings => input.Errors.Warnings;

    public Problem? Problem => input.Problem;

    /// <summary>Reads an event, whose members that are not known are ignored with a warning.</summary>
    public static EventInput Read(JsonInput json)
    {
        Shape.Check(json.Json, json.Path, json.Errors, isTolerant: true);
        return new EventInput(new JsonInput(json.Json, json.Path, json.Errors, Shape));
    }

    public NewEvent ToNewEvent(ProjectScope project, TraceContext? trace) => new()
    {
        Project = project,
        Type = Data is null ? EventTypes.EventCreated : Type,
        Id = Id,
        AgentId = AgentId,
        Trace = trace,
        WriteData = WriteData,
    };

    /// <summary>
    /// The answer. With a payload of its own, an event is what the payload says; the members for custom events do not belong to it.
    /// </summary>
    public EventResponse ToResponse(EventIdentity identity) =>
        Data is null ? CustomEvent(identity) : EventResponses.OwnPayload(identity, Type, AgentId);

    private EventResponse CustomEvent(EventIdentity identity) => new()
    {
        Id = identity.Id,
        Type = Type,
        AgentId = AgentId,
        ConversationId = ConversationId,
        MessageId = MessageId,
        Properties = Properties,
        UserProperties = UserProperties,
        Metadata = Metadata,
        ServerMetadata = ServerMetadata,
        CreatedAt = identity.Timestamp,
        UpdatedAt = identity.Timestamp,
    };

    private void WriteData(Utf8JsonWriter writer, EventIdentity identity)
    {
        if (Data is { } data)
        {
            data.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("event");
        JsonSerializer.Serialize(writer, ToResponse(identity), WebhooksJson.Options);
        writer.WriteEndObject();
    }
}
