using Webhooks.Core.Keys;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>What a worker remembers follows what is active, however long it runs.</summary>
public sealed class LaneMemoryTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(5);

    private readonly LaneSchedule schedule = new(new WorkerOptions());

    [Fact]
    public void A_busy_destination_with_a_far_retry_is_waited_for_once()
    {
        var now = Begin;
        for (var number = 0; number < 100_000; number++)
        {
            now = now.AddMilliseconds(10);
            DeliverOne(new(1, 10), now, nextDue: Begin.AddHours(10));
        }

        Assert.Equal(1, schedule.UpcomingCount);
        Assert.Equal(Begin.AddHours(10), schedule.NextDueAt());
    }

    [Fact]
    public void Earlier_and_earlier_times_are_waited_for_once_and_none_is_missed()
    {
        for (var minute = 600; minute > 0; minute--)
        {
            schedule.Wake(new(1, 10), Begin.AddMinutes(minute), Begin);
        }

        Assert.Equal(1, schedule.UpcomingCount);
        Assert.Single(schedule.PickDue(Begin.AddMinutes(1)));
    }

    [Fact]
    public void A_later_time_is_waited_for_after_an_earlier_one_passed_without_a_claim()
    {
        schedule.Wake(new(1, 10), Begin.AddMinutes(1), Begin);
        DeliverOne(new(1, 10), Begin, nextDue: Begin.AddMinutes(5)); // Claims before the minute is over.

        Assert.Empty(schedule.PickDue(Begin.AddMinutes(2)));
        Assert.Single(schedule.PickDue(Begin.AddMinutes(5)));
    }

    [Fact]
    public void Over_days_of_changing_tenants_nothing_is_left_of_those_that_are_gone()
    {
        var most = 0;
        var now = Begin;
        for (var step = 0; step < 3 * 24 * 60; step++)
        {
            now = now.AddMinutes(1);
            // Ten destinations a minute, each new, and one that is always busy.
            for (var number = 0; number < 10; number++)
            {
                DeliverOne(new(1_000 + step, (step * 10L) + number + 100), now, nextDue: null);
            }

            DeliverOne(new(1, 1), now, nextDue: now.AddDays(1));
            schedule.ForgetIdle(now);
            most = Math.Max(most, schedule.Lanes);
        }

        Assert.InRange(most, 11, 60);
        Assert.InRange(schedule.Tenants, 1, 6);
        Assert.Equal((0, 1), (schedule.Held, schedule.UpcomingCount));
    }

    [Fact]
    public void A_destination_that_waits_for_a_far_retry_is_remembered_until_then()
    {
        DeliverOne(new(1, 10), Begin, nextDue: Begin.AddHours(1));
        schedule.ForgetIdle(Begin);
        schedule.ForgetIdle(Begin.AddMinutes(30));

        Assert.Equal(1, schedule.Lanes);
        Assert.Single(schedule.PickDue(Begin.AddHours(1)));
    }

    private void DeliverOne(DueDestination destination, DateTimeOffset now, DateTimeOffset? nextDue)
    {
        schedule.Wake(destination, now, now);
        var requests = schedule.PickDue(now).ToList();
        foreach (var delivery in schedule.Claimed(requests, Batch.Of(requests, 1, nextDue), now))
        {
            schedule.Finished(delivery, success: true, trouble: false, now, Quick);
            schedule.Release(delivery, null, now);
        }
    }
}
