namespace Webhooks.Core.Database;

/// <summary>What a row of destinations stands for.</summary>
public static class DestinationKinds
{
    /// <summary>A destination of the project's events, made and seen by people.</summary>
    public const string Receiver = "receiver";

    /// <summary>The <c>runUrl</c> of an agent, called for invocations and for nothing else; people know it by its agent only.</summary>
    public const string Agent = "agent";
}
