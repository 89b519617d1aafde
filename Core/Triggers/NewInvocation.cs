using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Triggers;

/// <summary>One start of an agent by a trigger, for one user or more; already validated.</summary>
public sealed record NewInvocation
{
    public required long TriggerNo { get; init; }

    public required string TriggerId { get; init; }

    public required string AgentId { get; init; }

    /// <summary>JSON as it came; null = it is started with a message instead.</summary>
    public string? Payload { get; init; }

    /// <summary>The first message of the conversation, 1 to 100,000 characters without NUL.</summary>
    public required string Message { get; init; }

    /// <summary>Ids of the users the agent acts for, one invocation each; empty = one invocation without a user.</summary>
    public required IReadOnlyList<string> RunAsUserIds { get; init; }

    /// <summary>How much later than the one before it each user's run is due.</summary>
    public TimeSpan DispatchDelay { get; init; }

    /// <summary>The invocation this repeats; null = none.</summary>
    public Guid? RerunOf { get; init; }

    /// <summary>Triggers that lie between the request and its first cause, this one included; 0 = a person starts it.</summary>
    public int Hops { get; init; }

    /// <summary>W3C trace context of the request; goes out with the run and the conversation's event.</summary>
    public TraceContext? Trace { get; init; }
}
