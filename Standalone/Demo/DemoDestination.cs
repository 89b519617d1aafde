using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>A destination of the demo and what is to become of its deliveries.</summary>
/// <param name="Id">Its id, its column in the output and its path at the receiver.</param>
/// <param name="Behaviour">How the receiver answers there.</param>
/// <param name="EventTypes">The event types it receives.</param>
/// <param name="Description">The case it shows, for the person at the terminal.</param>
internal sealed record DemoDestination(string Id, ReceiverBehaviour Behaviour, IReadOnlyList<string> EventTypes, string Description)
{
    /// <summary>The one agent whose events it receives; null means all.</summary>
    public string? AgentId { get; init; }

    /// <summary>Created paused and resumed near the end.</summary>
    public bool StartsPaused { get; init; }

    /// <summary>The state each of its deliveries is to end in.</summary>
    public string ExpectedState =>
        Behaviour is ReceiverBehaviour.Accepts or ReceiverBehaviour.FailsTwice ? DeliveryState.Delivered : DeliveryState.Failed;

    /// <summary>The expected result of each attempt of one of its deliveries: a status, or else a failure class.</summary>
    public IReadOnlyList<string> ExpectedResults => Behaviour switch
    {
        ReceiverBehaviour.FailsTwice => ["503", "503", "200"],
        ReceiverBehaviour.AlwaysFails => ["500", "500", "500"],
        ReceiverBehaviour.Hangs => ["timeout", "timeout", "timeout"],
        _ => ["200"],
    };

    /// <summary>Whether the event is to reach it.</summary>
    public bool Gets(DemoEvent published) =>
        EventTypes.Contains(published.Type) && (AgentId is null || AgentId == published.AgentId);
}
