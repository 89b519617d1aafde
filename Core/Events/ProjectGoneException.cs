namespace Webhooks.Core.Events;

/// <summary>The project of a publish does not exist any more.</summary>
public sealed class ProjectGoneException : Exception
{
    public ProjectGoneException(string projectId)
        : base($"The project {projectId} does not exist.")
    {
    }
}
