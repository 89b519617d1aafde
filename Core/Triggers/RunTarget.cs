namespace Webhooks.Core.Triggers;

/// <summary>What stands for an agent's <c>runUrl</c>.</summary>
/// <param name="DestinationNo">The row of destinations.</param>
/// <param name="IsOn">False = the service switched it off; nobody is called.</param>
/// <param name="OffReason">Why.</param>
internal sealed record RunTarget(long DestinationNo, bool IsOn, string? OffReason)
{
    /// <summary>How the reason of an invocation begins whose agent is switched off; what is wrong with the agent follows.</summary>
    public const string OffPrefix = "The agent's runUrl is switched off: ";

    /// <summary>The same inside of a string of SQL.</summary>
    public const string OffPrefixSql = "The agent''s runUrl is switched off: ";
}

/// <summary>The row of destinations that stands for an agent's <c>runUrl</c>.</summary>
public static class RunDestination
{
    /// <summary>How its id begins.</summary>
    internal const string IdPrefix = "agent:";

    /// <summary>Its id, which no destination of people can have: theirs have no colon.</summary>
    public static string IdOf(string agentId) => IdPrefix + agentId;
}
