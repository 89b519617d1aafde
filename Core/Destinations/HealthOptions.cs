using System.ComponentModel.DataAnnotations;

namespace Webhooks.Core.Destinations;

/// <summary>
/// When the breaker of a failing destination opens and when it is disabled; configuration section <c>Health</c> of Api and worker. Checked
/// at start.
/// </summary>
public sealed class HealthOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Health";

    /// <summary>
    /// Attempts of a minute from which the share that failed may open the breaker; 10 to 1,000,000. A high number switches it off.
    /// </summary>
    [Range(10, 1_000_000, ErrorMessage = "Health:BreakerAttempts must be from {1} to {2} attempts.")]
    public int BreakerAttempts { get; init; } = 10;

    /// <summary>Days of only failures after which a destination is disabled; 2 to 365.</summary>
    [Range(2, 365, ErrorMessage = "Health:DisableAfterDays must be from {1} to {2} days.")]
    public int DisableAfterDays { get; init; } = 5;
}
