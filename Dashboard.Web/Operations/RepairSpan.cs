using System.Globalization;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Operations;

/// <summary>The time range in which a destination is to be repaired.</summary>
/// <param name="Since">Events of this time or later.</param>
/// <param name="Until">Events before this time; null = up to now.</param>
internal sealed record RepairSpan(DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>Most deliveries that are counted before they are repaired.</summary>
    public const int MostCounted = 100;

    /// <summary>The default range.</summary>
    public static TimeRange Usual { get; } = new("24h");

    /// <summary>The span of what was chosen, or why it is none, as a sentence.</summary>
    public static (RepairSpan? Span, string? Refusal) Of(TimeRange range, DateTimeOffset now) => range.At(now) switch
    {
        (null, _) => (null, "Select a time range, or enter when it begins."),
        ({ } since, _) when since >= now => (null, "The time range must begin in the past."),
        ({ } since, { } until) when until <= since => (null, "The time range must end after it begins."),
        ({ } since, var until) => (new RepairSpan(since, until), null),
    };

    /// <summary>The initial custom range begins where the default one does, rather than empty.</summary>
    public static TimeRange Completed(TimeRange range, DateTimeOffset now) =>
        range.IsSet ? range : new TimeRange(null, Usual.At(now).From, null);

    /// <summary>Such as <c>since 2026-01-31 09:30 UTC</c>.</summary>
    public string Describe() => Describe(Since, Until);

    /// <summary>The same of its parts.</summary>
    public static string Describe(DateTimeOffset since, DateTimeOffset? until) =>
        until is { } end ? $"from {Text(since)} to {Text(end)} UTC" : $"since {Text(since)} UTC";

    /// <summary>How many deliveries to a destination failed or expired in this time, as far as they are counted.</summary>
    public async Task<(int Count, bool IsMore)> CountGivenUpAsync(
        WebhooksClient api, ProjectAddress scope, string destinationId, CancellationToken cancellationToken)
    {
        string[] states = [DeliveryState.Failed, DeliveryState.Expired];
        var pages = await Task.WhenAll(states.Select(state => api.ListDeliveriesAsync(
            scope.TenantId,
            scope.ProjectId,
            new DeliveryFilter { State = state, DestinationId = destinationId, From = Since, To = Until },
            limit: MostCounted,
            cancellationToken: cancellationToken)));
        return (pages.Sum(page => page.Data.Count), pages.Any(page => page.Next is not null));
    }

    /// <summary>The effect of resending them, as a sentence.</summary>
    /// <param name="count">How many were counted.</param>
    /// <param name="isMore">Whether there may be more.</param>
    public string DescribeGivenUp(int count, bool isMore) => (count, isMore) switch
    {
        (1, false) => $"1 delivery that failed or expired {Describe()} is resent.",
        (0, _) => $"Each delivery that failed or expired {Describe()} is resent.",
        _ => $"{Success.Count(count, isMore)} deliveries that failed or expired {Describe()} are resent.",
    };

    /// <summary>The text of the button that resends them.</summary>
    /// <param name="count">How many were counted.</param>
    /// <param name="isMore">Whether there may be more.</param>
    public static string Button(int count, bool isMore) => (count, isMore) switch
    {
        (1, false) => "Resend 1 delivery",
        (0, _) => "Resend failed",
        _ => $"Resend {Success.Count(count, isMore)} deliveries",
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
