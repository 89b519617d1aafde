namespace Webhooks.Core.Queue;

/// <summary>The one state every (event, destination) pair is in.</summary>
public static class DeliveryState
{
    /// <summary>Due, not yet attempted.</summary>
    public const string Pending = "pending";

    /// <summary>A worker holds the lease.</summary>
    public const string Delivering = "delivering";

    /// <summary>Answered with 2xx.</summary>
    public const string Delivered = "delivered";

    /// <summary>Attempted, waiting for the next attempt.</summary>
    public const string Retrying = "retrying";

    /// <summary>The destination is paused.</summary>
    public const string Held = "held";

    /// <summary>Given up; the reason says why.</summary>
    public const string Failed = "failed";

    /// <summary>A person cancelled it or deleted the destination.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Held for longer than deliveries are held.</summary>
    public const string Expired = "expired";

    public static IReadOnlyList<string> All { get; } = [Pending, Delivering, Delivered, Retrying, Held, Failed, Cancelled, Expired];
}
