namespace Webhooks.Core.Triggers;

/// <summary>The target of an agent's runs, which stands for its <c>runUrl</c>.</summary>
/// <param name="DestinationNo">The row of destinations.</param>
/// <param name="IsOn">False = the service switched it off, so the agent is not called.</param>
/// <param name="OffReason">Why the service switched it off.</param>
internal sealed record RunTarget(long DestinationNo, bool IsOn, string? OffReason)
{
    /// <summary>The beginning of the reason of an invocation whose agent is switched off; the agent's fault follows.</summary>
    public const string OffPrefix = "The agent's runUrl is switched off: ";

    /// <summary>The same inside of a string of SQL.</summary>
    public const string OffPrefixSql = "The agent''s runUrl is switched off: ";
}

/// <summary>The row of destinations that stands for an agent's <c>runUrl</c>.</summary>
public static class RunDestination
{
    /// <summary>How its id begins.</summary>
    internal const string IdPrefix = "agent:";

    /// <summary>Its id, which no destination that users create can have: their ids have no colon.</summary>
    public static string IdOf(string agentId) => IdPrefix + agentId;
}
