namespace Webhooks.Tests.Support;

/// <summary>A clock that shows what a test sets it to.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The time it shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
