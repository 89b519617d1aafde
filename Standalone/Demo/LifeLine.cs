namespace Webhooks.Standalone.Demo;

/// <summary>One line of the output: an attempt of a delivery, or that it is held.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Event">How the output names the event.</param>
/// <param name="Destination">The destination.</param>
/// <param name="State">Where the delivery stands after it, with the reason or the next due time.</param>
internal sealed record LifeLine(DateTimeOffset At, string Event, string Destination, string State)
{
    public int? Attempt { get; init; }

    /// <summary>The status, or else the failure class.</summary>
    public string? Result { get; init; }

    public TimeSpan? Took { get; init; }

    public string? Verdict { get; init; }
}
