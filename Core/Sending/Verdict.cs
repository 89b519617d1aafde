namespace Webhooks.Core.Sending;

/// <summary>The verdict on an attempt: a closed set, decided by <see cref="VerdictRules"/>.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The name used in storage and as a metric tag.</summary>
    public abstract string Name { get; }

    /// <summary>The receiver accepted the event.</summary>
    public sealed record Delivered : Verdict
    {
        /// <inheritdoc/>
        public override string Name => "delivered";
    }

    /// <summary>Try again.</summary>
    /// <param name="When">Not before this time.</param>
    /// <param name="Reason">The failure, for people.</param>
    public sealed record RetryAt(DateTimeOffset When, string Reason) : Verdict
    {
        /// <inheritdoc/>
        public override string Name => "retry";
    }

    /// <summary>Over without success: the answer allows no retry, or the policy's attempts are used up.</summary>
    /// <param name="Reason">Which of the two, and the failure, for people.</param>
    public sealed record Failed(string Reason) : Verdict
    {
        /// <inheritdoc/>
        public override string Name => "failed";
    }

    /// <summary>The receiver said that it is gone for good (410): the delivery failed and its destination is disabled.</summary>
    /// <param name="Reason">The receiver's answer, for people.</param>
    public sealed record DestinationGone(string Reason) : Verdict
    {
        /// <inheritdoc/>
        public override string Name => "gone";
    }
}
