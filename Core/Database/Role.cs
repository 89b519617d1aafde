namespace Webhooks.Core.Database;

/// <summary>What a caller may do inside its scope.</summary>
public enum Role
{
    /// <summary>Reads everything but secrets.</summary>
    Viewer,

    /// <summary>Reads, changes destinations and agents, repairs deliveries, publishes.</summary>
    Editor,

    /// <summary>Publishes events and nothing else.</summary>
    Publisher,

    /// <summary>Everything, including keys, projects and tenants.</summary>
    Admin,
}
