using System.ComponentModel.DataAnnotations;

namespace Webhooks.Core.Database;

/// <summary>
/// How long growing data is kept, in days; configuration section <c>Retention</c>. Checked at start; documented in
/// <c>docs/retention.md</c>.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Retention";

    /// <summary>
    /// Events, with their deliveries, attempts and ids, and finished invocations; 1 to 3,650. A day is dropped as a whole.
    /// </summary>
    [Range(1, 3_650, ErrorMessage = "Retention:EventDays must be from {1} to {2} days.")]
    public int EventDays { get; init; } = 30;

    /// <summary>Attempts per minute, for charts; 2 to 3,650.</summary>
    [Range(2, 3_650, ErrorMessage = "Retention:StatsMinuteDays must be from {1} to {2} days.")]
    public int StatsMinuteDays { get; init; } = 8;

    /// <summary>Attempts per hour, for charts; 8 to 3,650.</summary>
    [Range(8, 3_650, ErrorMessage = "Retention:StatsHourDays must be from {1} to {2} days.")]
    public int StatsHourDays { get; init; } = 400;

    /// <summary>Audit records; 1 to 3,650.</summary>
    [Range(1, 3_650, ErrorMessage = "Retention:AuditDays must be from {1} to {2} days.")]
    public int AuditDays { get; init; } = 365;

    /// <summary>Conversations with their messages since the last one, and feedback; 7 to 3,650. null = for ever.</summary>
    [Range(7, 3_650, ErrorMessage = "Retention:ConversationDays must be from {1} to {2} days.")]
    public int? ConversationDays { get; init; }
}
