using Microsoft.Extensions.Options;
using Webhooks.Core.Database;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>
/// Removes data that has been kept for long enough: days of the log and of the counts as a whole, the rest in bounded chunks.
/// </summary>
internal sealed partial class RetentionUpkeep(
    DayDrops days, OldRecords records, IOptions<RetentionOptions> options, TimeProvider clock,
        ILogger<RetentionUpkeep> logger) : IHousekeeping
{
    public string Name => "retention";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var kept = options.Value;
        var now = await ReadNowAsync(cancellationToken);
        foreach (var day in RetainedDays.Over(await days.ListLogDaysAsync(cancellationToken), kept.EventDays, now))
        {
            await DropLogAsync(day, cancellationToken);
        }

        await DropCountsAsync(DayDrops.MinutesTable, kept.StatsMinuteDays, now, cancellationToken);
        await DropCountsAsync(DayDrops.HoursTable, kept.StatsHourDays, now, cancellationToken);
        Note("invocations", await records.RemoveInvocationsAsync(RetainedDays.Horizon(kept.EventDays, now), cancellationToken));
        Note("audit records", await records.RemoveAuditAsync(RetainedDays.Horizon(kept.AuditDays, now), cancellationToken));
        Note("sessions", await records.RemoveSessionsAsync(now, cancellationToken));
        Note("invitations", await records.RemoveInvitationsAsync(now, cancellationToken));
        Note("rate buckets", await records.RemoveRateBucketsAsync(now, cancellationToken));
        if (kept.ConversationDays is { } conversationDays)
        {
            var horizon = RetainedDays.Horizon(conversationDays, now);
            Note("conversations", await records.RemoveConversationsAsync(horizon, cancellationToken));
            Note("feedback", await records.RemoveFeedbackAsync(horizon, cancellationToken));
        }
    }

    /// <summary>This process's time or the database's, whichever is earlier: a wrong clock must not remove new data.</summary>
    private async Task<DateTimeOffset> ReadNowAsync(CancellationToken cancellationToken)
    {
        var (own, databases) = (clock.GetUtcNow(), await records.ReadNowAsync(cancellationToken));
        return own < databases ? own : databases;
    }

    /// <summary>The ids are removed first: an id without its event would make a publish fail without a reason.</summary>
    private async Task DropLogAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await days.IsWaitedForAsync(day, cancellationToken))
        {
            RetentionUpkeepLog.DayStays(logger, day, DayDropOutcome.StillWaiting);
            return;
        }

        await records.RemoveEventIdsAsync(day, cancellationToken);
        Note(day, "events, deliveries and attempts", await days.DropLogAsync(day, cancellationToken));
    }

    private async Task DropCountsAsync(string table, int keptDays, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var day in RetainedDays.Over(await days.ListDaysAsync(table, cancellationToken), keptDays, now))
        {
            Note(day, table, await days.DropCountsAsync(table, day, cancellationToken));
        }
    }

    private void Note(DateOnly day, string what, DayDropOutcome outcome)
    {
        if (outcome is DayDropOutcome.Dropped)
        {
            RetentionUpkeepLog.DayDropped(logger, what, day);
        }
        else
        {
            RetentionUpkeepLog.DayStays(logger, day, outcome);
        }
    }

    private void Note(string what, long removed)
    {
        if (removed > 0)
        {
            RetentionUpkeepLog.OldRecordsRemoved(logger, removed, what);
        }
    }

    private static partial class RetentionUpkeepLog
    {
        [LoggerMessage(EventIds.DayDropped, LogLevel.Information,
            "The {What} of {Day:yyyy-MM-dd} were kept for long enough and are dropped.")]
        public static partial void DayDropped(ILogger logger, string what, DateOnly day);

        [LoggerMessage(EventIds.DayStays, LogLevel.Warning,
            "{Day:yyyy-MM-dd} was to be dropped and stays ({Outcome}); it is tried again at the next turn.")]
        public static partial void DayStays(ILogger logger, DateOnly day, DayDropOutcome outcome);

        [LoggerMessage(EventIds.OldRecordsRemoved, LogLevel.Information, "{Count} {What} were kept for long enough and are removed.")]
        public static partial void OldRecordsRemoved(ILogger logger, long count, string what);
    }
}
