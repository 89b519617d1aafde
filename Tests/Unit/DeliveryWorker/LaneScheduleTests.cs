using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

public sealed class LaneScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_destination_with_something_due_is_claimed_up_to_its_first_concurrency()
    {
        var schedule = new LaneSchedule(new WorkerOptions());

        schedule.Wake(new(1, 10), Now, Now);

        Assert.Equal([new ClaimRequest(10, 2)], schedule.PickDue(Now));
    }

    [Fact]
    public void A_claim_begins_where_the_last_one_ended_until_something_earlier_may_wait()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var first = schedule.PickDue(Now);
        var started = schedule.Claimed(first, Batch.Full(first), Now);
        schedule.Finished(started[0], success: false, trouble: false, Now);

        var second = Assert.Single(schedule.PickDue(Now));
        Assert.Equal(DateTimeOffset.UnixEpoch, second.NotBefore);

        schedule.Claimed([second], Batch.Of([second], 0), Now);
        schedule.TakeBuffered(10);
        schedule.Wake(new(1, 10), Now, Now);
        Assert.Equal(DateTimeOffset.MinValue, Assert.Single(schedule.PickDue(Now)).NotBefore);
    }

    [Fact]
    public void A_commit_that_says_it_is_late_is_looked_for()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var first = schedule.PickDue(Now);
        var started = schedule.Claimed(first, Batch.Full(first), Now);
        schedule.Finished(started[0], success: true, trouble: false, Now);

        schedule.Wake(new(1, 10), Now, Now, DateTimeOffset.UnixEpoch.AddHours(-1));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(-1), Assert.Single(schedule.PickDue(Now)).NotBefore);
    }

    [Fact]
    public void A_late_commit_that_is_heard_of_during_a_claim_is_looked_for_by_the_next_one_and_no_longer()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var first = schedule.PickDue(Now);

        schedule.Wake(new(1, 10), Now, Now, DateTimeOffset.UnixEpoch.AddHours(-1));

        var started = schedule.Claimed(first, Batch.Of(first, 1), Now);
        var second = schedule.PickDue(Now);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(-1), Assert.Single(second).NotBefore);
        schedule.Claimed(second, Batch.Full(second), Now);
        schedule.Finished(started[0], success: true, trouble: false, Now);
        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(schedule.PickDue(Now)).NotBefore);
    }

    [Fact]
    public void A_retry_does_not_make_claims_begin_where_it_was_due_before_and_what_is_given_back_does()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var first = schedule.PickDue(Now);
        var started = schedule.Claimed(first, DueAt(Batch.Full(first), Now.AddSeconds(-2)), Now);
        started.ForEach(delivery => schedule.Finished(delivery, success: false, trouble: false, Now));
        var second = schedule.PickDue(Now);
        schedule.Claimed(second, DueAt(Batch.Full(second), Now.AddSeconds(-1)), Now)
            .ForEach(delivery => schedule.Finished(delivery, success: false, trouble: false, Now));

        schedule.Release(started[0], Now.AddSeconds(2), Now);

        var third = schedule.PickDue(Now);
        Assert.Equal(Now.AddSeconds(-1), Assert.Single(third).NotBefore);
        schedule.Claimed(third, Batch.Of(third, 0), Now);
        schedule.Release(started[1], Now, Now);
        Assert.Equal(Now.AddSeconds(-2), Assert.Single(schedule.PickDue(Now)).NotBefore);
    }

    [Fact]
    public void A_destination_is_not_named_again_before_its_claim_is_answered()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        schedule.PickDue(Now);

        schedule.Wake(new(1, 10), Now, Now);

        Assert.Empty(schedule.PickDue(Now));
    }

    [Fact]
    public void Tenants_take_turns_and_within_a_tenant_its_destinations()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        foreach (var destination in new DueDestination[] { new(1, 10), new(1, 11), new(1, 12), new(2, 20), new(3, 30), new(3, 31) })
        {
            schedule.Wake(destination, Now, Now);
        }

        Assert.Equal([10, 20, 30, 11, 31, 12], schedule.PickDue(Now).Select(request => request.DestinationNo));
    }

    [Fact]
    public void The_turn_goes_on_where_the_last_claim_stopped()
    {
        var schedule = new LaneSchedule(new WorkerOptions { ClaimBatch = 8 });
        foreach (var destination in new DueDestination[] { new(1, 10), new(1, 11), new(1, 12), new(1, 13), new(1, 14), new(2, 20) })
        {
            schedule.Wake(destination, Now, Now);
        }

        Assert.Equal([10, 20, 11, 12], schedule.PickDue(Now).Select(request => request.DestinationNo));
        Assert.Equal([13, 14], schedule.PickDue(Now).Select(request => request.DestinationNo));
    }

    [Theory]
    [InlineData(5, false, true)]
    [InlineData(5, true, false)]
    [InlineData(2_000, false, false)]
    public void Attempts_at_what_has_answered_quickly_and_well_start_at_once_and_all_others_in_turn(
        int milliseconds, bool trouble, bool atOnce)
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);
        var delivery = Assert.Single(schedule.Claimed(requests, Batch.Of(requests, 1), Now));
        Assert.False(schedule.StartsAtOnce(10));

        schedule.Finished(delivery, success: !trouble, trouble, Now, TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(atOnce, schedule.StartsAtOnce(10));
    }

    [Fact]
    public void As_many_new_destinations_are_claimed_as_can_be_started()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.LetAnswer(new(1, 10), Now);
        foreach (var destination in new DueDestination[] { new(1, 10), new(2, 20), new(2, 21), new(3, 30) })
        {
            schedule.Wake(destination, Now, Now);
        }

        Assert.Equal([20, 10], schedule.PickDue(Now, mostSlow: 2).Select(request => request.DestinationNo));
        Assert.Empty(schedule.PickDue(Now, mostSlow: 0));
        Assert.Equal([30, 21], schedule.PickDue(Now, mostSlow: 4).Select(request => request.DestinationNo));
    }

    [Fact]
    public void What_is_due_later_is_claimed_then()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        var later = Now.AddSeconds(2);
        schedule.Wake(new(1, 10), later, Now);

        Assert.Empty(schedule.PickDue(Now));
        Assert.Equal(later, schedule.NextDueAt());
        Assert.Equal(10, Assert.Single(schedule.PickDue(later)).DestinationNo);
        Assert.Null(schedule.NextDueAt());
    }

    [Fact]
    public void An_earlier_time_counts_and_a_later_one_does_not()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now.AddSeconds(5), Now);
        schedule.Wake(new(1, 10), Now.AddSeconds(9), Now);
        schedule.Wake(new(1, 10), Now.AddSeconds(2), Now);

        Assert.Single(schedule.PickDue(Now.AddSeconds(2)));
    }

    [Fact]
    public void Nothing_is_claimed_beyond_what_the_worker_may_hold()
    {
        var schedule = new LaneSchedule(new WorkerOptions { MaxHeld = 6, MaxShareOfTenant = 1 });
        schedule.Wake(new(1, 10), Now, Now);
        schedule.Wake(new(2, 20), Now, Now);
        var requests = schedule.PickDue(Now);
        Assert.Equal([new ClaimRequest(10, 2), new ClaimRequest(20, 1)], requests);
        var held = schedule.Claimed(requests, Batch.Full(requests), Now);

        schedule.Wake(new(3, 30), Now, Now);

        Assert.Equal(3, schedule.Held);
        Assert.Empty(schedule.PickDue(Now));
        schedule.Finished(held[0], success: true, trouble: false, Now);
        schedule.Release(held[0], null, Now);
        Assert.Equal(1, Assert.Single(schedule.PickDue(Now)).Take);
    }

    [Fact]
    public void A_tenant_leaves_room_for_others()
    {
        var schedule = new LaneSchedule(new WorkerOptions { MaxHeld = 20, MaxShareOfTenant = 0.5 });
        for (var number = 0; number < 8; number++)
        {
            schedule.Wake(new(1, 10 + number), Now, Now);
        }

        var ofFirst = new List<ClaimedDelivery>();
        while (schedule.PickDue(Now) is { Count: > 0 } requests)
        {
            ofFirst.AddRange(schedule.Claimed(requests, Batch.Full(requests), Now));
        }

        schedule.Wake(new(2, 20), Now, Now);

        Assert.Equal(20, Assert.Single(schedule.PickDue(Now)).DestinationNo);
        Assert.True(ofFirst.Count < 20, $"{ofFirst.Count} are held of one tenant.");
        schedule.Finished(ofFirst[0], success: true, trouble: false, Now);
        foreach (var delivery in ofFirst)
        {
            schedule.Release(delivery, null, Now);
        }

        Assert.NotEmpty(schedule.PickDue(Now));
    }

    [Fact]
    public void Nothing_is_claimed_while_too_many_bytes_are_held()
    {
        var schedule = new LaneSchedule(new WorkerOptions { MaxHeldBytes = 1_000_000 });
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);
        var held = schedule.Claimed(requests, Batch.Of(requests, 1, bytes: 1_000_000), Now);
        schedule.Wake(new(2, 20), Now, Now);

        Assert.Empty(schedule.PickDue(Now));
        schedule.Release(held[0], null, Now);
        Assert.Equal(20, Assert.Single(schedule.PickDue(Now)).DestinationNo);
    }

    [Fact]
    public void What_a_claim_brings_starts_at_once_up_to_the_concurrency()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);

        var started = schedule.Claimed(requests, Batch.Full(requests), Now);

        Assert.Equal(2, started.Count);
        Assert.Equal(2, schedule.Held);
    }

    [Fact]
    public void After_a_claim_that_brought_all_there_is_the_destination_rests_until_it_is_due_again()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);

        schedule.Claimed(requests, Batch.Of(requests, 1, nextDue: Now.AddSeconds(30)), Now);

        Assert.Empty(schedule.PickDue(Now.AddSeconds(29)));
        Assert.Single(schedule.PickDue(Now.AddSeconds(30)));
    }

    [Fact]
    public void After_a_claim_that_brought_nothing_there_is_nothing_to_ask_for()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);

        schedule.Claimed(requests, Batch.Of(requests, 0), Now);

        Assert.Null(schedule.NextDueAt());
        Assert.Empty(schedule.PickDue(Now.AddHours(1)));
    }

    [Fact]
    public void What_becomes_due_during_a_claim_is_not_lost()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);
        schedule.Wake(new(1, 10), Now, Now);

        schedule.Claimed(requests, Batch.Of(requests, 0), Now);

        Assert.Single(schedule.PickDue(Now));
    }

    private static ClaimedBatch DueAt(ClaimedBatch batch, DateTimeOffset dueAt) =>
        batch with { Deliveries = [.. batch.Deliveries.Select(delivery => delivery with { DueAt = dueAt })] };
}
