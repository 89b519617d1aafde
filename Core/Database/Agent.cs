namespace Webhooks.Core.Database;

/// <summary>An agent that holds conversations; destinations can be scoped to some agents.</summary>
public sealed class Agent
{
    public long AgentNo { get; init; }

    public required long ProjectNo { get; init; }

    /// <summary>The id people use in URLs and events; unique within the project.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The URL that is called when a trigger starts the agent; null = no call is made.</summary>
    public string? RunUrl { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
