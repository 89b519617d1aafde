namespace Webhooks.Core.Operations;

/// <summary>What an operation does.</summary>
public static class OperationKind
{
    /// <summary>Sends a selection of deliveries again.</summary>
    public const string Resend = "resend";

    /// <summary>Sends again what was given up for one destination.</summary>
    public const string Recover = "recover";

    /// <summary>Delivers the events that match one destination and were never fanned out to it.</summary>
    public const string ReplayMissing = "replay-missing";

    /// <summary>Sends one event to every destination that matches it now, whether it had it or not.</summary>
    public const string Replay = "replay";
}
