namespace Webhooks.Api.Access;

/// <summary>A password or invitation was not looked at, because there are too many; answered with 429.</summary>
internal sealed class TooManyTriesException(TimeSpan wait) : Exception("There were too many tries.")
{
    /// <summary>When to come back.</summary>
    public int RetryAfterSeconds { get; } = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
}
