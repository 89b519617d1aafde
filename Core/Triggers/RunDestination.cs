namespace Webhooks.Core.Triggers;

/// <summary>The row of destinations that stands for an agent's <c>runUrl</c>.</summary>
public static class RunDestination
{
    /// <summary>How its id begins.</summary>
    internal const string IdPrefix = "agent:";

    /// <summary>Its id, which no destination of people can have: theirs have no colon.</summary>
    public static string IdOf(string agentId) => IdPrefix + agentId;
}
