namespace Webhooks.Core.Events;

/// <summary>The outcome of a publish.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome()
    {
    }

    /// <summary>Stored and fanned out now.</summary>
    public sealed record Accepted(StoredEvent Event) : PublishOutcome;

    /// <summary>The project has an event of this id already; nothing was stored or delivered again.</summary>
    public sealed record Repeated(StoredEvent Event) : PublishOutcome;

    /// <summary>The project's backlog is at its limit (<see cref="WaitingQuota"/>); nothing was stored.</summary>
    public sealed record Refused : PublishOutcome;
}

/// <summary>The project of a publish does not exist any more.</summary>
public sealed class ProjectGoneException : Exception
{
    public ProjectGoneException(string projectId)
        : base($"The project {projectId} does not exist.")
    {
    }
}
