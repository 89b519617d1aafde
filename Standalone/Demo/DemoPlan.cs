using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>The set-up of the demo: agents, and one destination per thing it shows.</summary>
internal static class DemoPlan
{
    public const string Support = "support";

    public const string Sales = "sales";

    public static IReadOnlyList<string> Agents { get; } = [Support, Sales];

    public static IReadOnlyList<DemoDestination> Destinations { get; } =
    [
        new("healthy", ReceiverBehaviour.Accepts, EventTypes.All, "answers 200"),
        new("flaky", ReceiverBehaviour.FailsTwice, [EventTypes.ConversationCreated], "answers 503 twice, then 200"),
        new("failing", ReceiverBehaviour.AlwaysFails, [EventTypes.EventCreated], "answers 500 always"),
        new("hanging", ReceiverBehaviour.Hangs, [EventTypes.FeedbackCreated], "never answers"),
        new("sales-only", ReceiverBehaviour.Accepts, EventTypes.All, "answers 200; is told about the agent sales only") { AgentId = Sales },
        new("paused", ReceiverBehaviour.Accepts, [EventTypes.ConversationUpdated], "answers 200; paused, resumed near the end")
        {
            StartsPaused = true,
        },
    ];
}
