using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>However many receivers of however many tenants hang, there is room for those that answer.</summary>
public sealed class LanePoolTests
{
    private const long Healthy = 999_999_999;

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(5);

    private readonly LaneSchedule schedule = new(new WorkerOptions());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(400)]
    public void Any_number_of_tenants_whose_receivers_hang_leaves_room_for_another(int tenants)
    {
        Hang(tenants, destinations: 8_192 / tenants, from: 1);

        schedule.Wake(new(Healthy, Healthy), Now, Now);

        Assert.Equal(Healthy, Assert.Single(schedule.PickDue(Now)).DestinationNo);
    }

    [Fact]
    public void Tenants_that_come_one_after_the_other_leave_room_too()
    {
        for (var tenant = 1; tenant <= 50; tenant++)
        {
            Hang(1, destinations: 1_000, from: tenant);
        }

        schedule.Wake(new(Healthy, Healthy), Now, Now);

        Assert.Single(schedule.PickDue(Now));
    }

    [Fact]
    public void A_destination_that_answers_quickly_is_not_slowed_by_those_that_hang()
    {
        var alone = TakeOfHealthy(new LaneSchedule(new WorkerOptions()));
        Hang(400, destinations: 40, from: 1);

        Assert.Equal(alone, TakeOfHealthy(schedule));
    }

    [Fact]
    public void A_quick_destination_that_begins_to_hang_gives_back_what_was_claimed_ahead_and_its_room()
    {
        TakeOfHealthy(schedule);
        schedule.Wake(new(Healthy, Healthy), Now, Now);
        var requests = schedule.PickDue(Now);
        schedule.Claimed(requests, Batch.Full(requests), Now);
        Assert.Empty(schedule.TakeHanging(Now.AddMilliseconds(900)));

        var taken = schedule.TakeHanging(Now.AddMilliseconds(1_100));

        Assert.NotEmpty(taken);
        taken.ForEach(delivery => schedule.Release(delivery, Now.AddSeconds(2), Now.AddSeconds(1)));
        Assert.Empty(schedule.TakeHanging(Now.AddSeconds(2)));
        Assert.Empty(schedule.PickDue(Now.AddSeconds(2))); // No place is free, and nothing is claimed ahead.
    }

    [Fact]
    public void Large_deliveries_of_one_tenant_leave_memory_for_others()
    {
        var options = new WorkerOptions();
        for (var destination = 1; destination <= 2_000; destination++)
        {
            schedule.Wake(new(1, destination), Now, Now);
        }

        while (schedule.PickDue(Now) is { Count: > 0 } requests)
        {
            schedule.Claimed(requests, Batch.Of(requests, int.MaxValue, bytes: 1_000_000), Now);
        }

        Assert.InRange(schedule.Held * 1_000_000L, 1, options.MaxHeldBytes + (options.ClaimBatch * 1_000_000L));
        schedule.Wake(new(Healthy, Healthy), Now, Now);
        Assert.Equal(options.MaxHeldBytes > schedule.Held * 1_000_000L, schedule.PickDue(Now).Count == 1);
    }

    /// <summary>Every destination has an endless backlog; whatever is claimed stays in flight.</summary>
    private void Hang(int tenants, int destinations, int from)
    {
        for (var tenant = from; tenant < from + tenants; tenant++)
        {
            for (var destination = 0; destination < destinations; destination++)
            {
                schedule.Wake(new(tenant, (tenant * 10_000L) + destination), Now, Now);
            }
        }

        while (schedule.PickDue(Now) is { Count: > 0 } requests)
        {
            schedule.Claimed(requests, Batch.Full(requests), Now);
        }
    }

    /// <summary>How much a healthy destination with an endless backlog has in hand after a while.</summary>
    private static int TakeOfHealthy(LaneSchedule schedule)
    {
        var before = schedule.Held;
        schedule.Wake(new(Healthy, Healthy), Now, Now);
        var inFlight = new Queue<ClaimedDelivery>();
        for (var number = 0; number < 500; number++)
        {
            while (schedule.PickDue(Now) is { Count: > 0 } requests)
            {
                schedule.Claimed(requests, Batch.Full(requests), Now).ForEach(inFlight.Enqueue);
            }

            var delivery = inFlight.Dequeue();
            schedule.Finished(delivery, success: true, trouble: false, Now, Quick).ForEach(inFlight.Enqueue);
            schedule.Release(delivery, null, Now);
        }

        return schedule.Held - before;
    }
}
