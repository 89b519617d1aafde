namespace Webhooks.Core.Operations;

/// <summary>Where an operation stands.</summary>
public static class OperationState
{
    /// <summary>Has not had its first turn.</summary>
    public const string Pending = "pending";

    /// <summary>Has had a turn and waits for more.</summary>
    public const string Running = "running";

    /// <summary>Everything selected was dealt with.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Given up; the error says why. What was done until then stays.</summary>
    public const string Failed = "failed";

    /// <summary>Called off by somebody. What was done until then stays.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Whether an operation in this state has turns to come.</summary>
    public static bool IsOpen(string state) => state is Pending or Running;
}
