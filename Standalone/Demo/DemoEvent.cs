using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>An event the demo publishes.</summary>
/// <param name="Number">Its number in the output.</param>
/// <param name="Type">The event type that fires.</param>
/// <param name="AgentId">The agent it belongs to.</param>
/// <param name="Request">The body of <c>POST /run/v1/events</c>.</param>
internal sealed record DemoEvent(int Number, string Type, string AgentId, PublishEventRequest Request)
{
    /// <summary>How the output names it.</summary>
    public string Label => $"{Type} #{Number}";

    /// <summary>Three short conversations, each with all four event types.</summary>
    public static IReadOnlyList<DemoEvent> CreateAll(DateTimeOffset now)
    {
        SampleConversation[] conversations =
        [
            new("conv_parcel", DemoPlan.Support, "Late parcel", "My parcel should have come on Monday. Where is it?",
                "It is in Leipzig and arrives tomorrow before noon.", "positive", "Quick and clear."),
            new("conv_quote", DemoPlan.Sales, "Quote for 40 seats", "What would 40 seats cost us for a year?",
                "With the yearly plan, 40 seats are 7,680 euros. I have mailed you the quote.", "positive", null),
            new("conv_login", DemoPlan.Support, "Cannot sign in", "The link in the sign-in mail is said to have expired.",
                "I have sent you a new one; it works for an hour.", "negative", "The second link did not work either."),
        ];
        return [.. conversations.SelectMany(conversation => conversation.Publish(now)).Select(static (request, index) =>
            new DemoEvent(index + 1, TypeOf(request), request.AgentId!, request))]; // Publish sets the agent.
    }

    private static string TypeOf(PublishEventRequest request) => request.Data is null ? EventTypes.EventCreated : request.Type;

    private sealed record SampleConversation(
        string Id, string AgentId, string Title, string Question, string Answer, string Feedback, string? FeedbackDetails)
    {
        public IEnumerable<PublishEventRequest> Publish(DateTimeOffset now)
        {
            object question = new { id = $"{Id}_1", role = "user", content = Question, createdAt = now };
            object answer = new { id = $"{Id}_2", role = "assistant", content = Answer, createdAt = now };
            object complete = Conversation(Title, now, question, answer);
            yield return WithData(EventTypes.ConversationCreated, new { conversation = Conversation(null, now, question) });
            yield return WithData(EventTypes.ConversationUpdated, new { conversation = complete });
            yield return Custom();
            yield return WithData(EventTypes.FeedbackCreated, new { feedback = FeedbackOf(now), conversation = complete });
        }

        private object Conversation(string? title, DateTimeOffset now, params object[] messages) => new
        {
            id = Id,
            agentId = AgentId,
            title,
            userProperties = new { userId = "user_17" },
            properties = new { pageUrl = "https://shop.example/help" },
            createdAt = now,
            updatedAt = now,
            messages,
        };

        private object FeedbackOf(DateTimeOffset now) => new
        {
            id = $"{Id}_feedback",
            conversationId = Id,
            messageId = $"{Id}_2",
            type = Feedback,
            details = FeedbackDetails,
            createdAt = now,
            updatedAt = now,
        };

        private PublishEventRequest WithData(string type, object data) => new(type) { AgentId = AgentId, Data = Json(data) };

        /// <summary>An event of the product's own; it fires <c>event.created</c>.</summary>
        private PublishEventRequest Custom() => new("answer_shown")
        {
            AgentId = AgentId,
            ConversationId = Id,
            MessageId = $"{Id}_2",
            Properties = Json(new { source = "chat-widget" }),
            UserProperties = Json(new { userId = "user_17" }),
            Metadata = Json(new { appVersion = "2.3.0" }),
        };

        private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value, WebhooksJson.Options);
    }
}
