namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>An event type that a destination can be told of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">When it happens, as a sentence.</param>
/// <param name="Example">What a receiver gets, as indented JSON.</param>
internal sealed record EventTypeChoice(string Name, string Description, string Example)
{
    private const string Conversation = """
        "conversation": {
              "id": "conv_abc123",
              "agentId": "sales",
              "title": null,
              "userProperties": { "userId": "u_456" },
              "properties": null,
              "createdAt": "2026-05-12T14:29:50.000Z",
              "updatedAt": "2026-05-12T14:30:00.000Z",
              "messages": [
                { "id": "msg_001", "role": "user", "content": "What do 40 seats cost?", "createdAt": "2026-05-12T14:29:50.000Z" }
              ]
            }
        """;

    private const string Feedback = """
        "feedback": {
              "id": "fb_789",
              "conversationId": "conv_abc123",
              "messageId": "msg_002",
              "type": "positive",
              "details": null,
              "createdAt": "2026-05-12T14:31:00.000Z",
              "updatedAt": "2026-05-12T14:31:00.000Z"
            }
        """;

    private const string CustomEvent = """
        "event": {
              "id": "evt_xyz",
              "type": "order.shipped",
              "agentId": null,
              "conversationId": null,
              "messageId": null,
              "properties": { "orderId": 42 },
              "userProperties": null,
              "metadata": null,
              "serverMetadata": { "authMethod": "apiKey" },
              "createdAt": "2026-05-12T14:32:00.000Z",
              "updatedAt": "2026-05-12T14:32:00.000Z"
            }
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventTypeChoice> All { get; } =
    [
        new("conversation.created", "A new conversation starts.", Envelope("conversation.created", Conversation)),
        new("conversation.updated", "A user sends a message, or the assistant replies.", Envelope("conversation.updated", Conversation)),
        new("feedback.created", "A user gives feedback on a conversation.", Envelope("feedback.created", $"{Feedback},\n    {Conversation}")),
        new("event.created", "An event of your own is published.", Envelope("event.created", CustomEvent)),
    ];

    private static string Envelope(string type, string data) => $$"""
        {
          "id": "evt_0198c5d2b7a07c3e9f1b2a4d6c8e0f12",
          "type": "{{type}}",
          "timestamp": "2026-05-12T14:30:00.000Z",
          "tenantId": "acme",
          "projectId": "shop",
          "agentId": "sales",
          "data": {
            {{data}}
          }
        }
        """;
}
