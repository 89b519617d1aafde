namespace Webhooks.Core.Triggers;

/// <summary>What became of an invocation.</summary>
public static class InvocationStatus
{
    /// <summary>The agent has not answered yet.</summary>
    public const string Pending = "pending";

    /// <summary>The agent answered, or it has no <c>runUrl</c> and the conversation is stored.</summary>
    public const string Success = "success";

    /// <summary>The agent did not answer; the reason says why.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Pending, Success, Failed];
}
