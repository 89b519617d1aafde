using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>
/// A destination with a limit a second: deliveries wait for their send slots, and a send slot that was missed is not made up for.
/// </summary>
public sealed class PacedLaneTests
{
    private const long Limited = 10;
    private const int PerSecond = 50;

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.0 / PerSecond);

    private readonly LaneSchedule schedule = new(new WorkerOptions());

    public PacedLaneTests() => schedule.LetAnswer(new(1, Limited), Now);

    [Fact]
    public void A_lane_that_learns_of_the_limit_asks_again_at_once_and_says_that_it_knows()
    {
        schedule.Wake(new(1, Limited), Now, Now);
        var first = schedule.PickDue(Now);

        schedule.Claimed(first, new ClaimedBatch([], new Dictionary<long, DateTimeOffset>()) { UnknownPaces = [Limited] }, Now);

        Assert.False(Assert.Single(first).Paced);
        Assert.True(Assert.Single(schedule.PickDue(Now)).Paced);
    }

    [Fact]
    public void Deliveries_start_at_their_moments_one_by_one()
    {
        var started = Claim(count: 4, Now);

        Assert.Single(started);
        Assert.Equal(Now + Interval, schedule.NextSlot());
        Assert.Empty(schedule.StartDue(Now + (Interval / 2)));
        Assert.Equal("event-1", Assert.Single(schedule.StartDue(Now + Interval)).EventId);
        Assert.Equal("event-2", Assert.Single(schedule.StartDue(Now + (2 * Interval))).EventId);
        Assert.Empty(schedule.TakeMissed());
    }

    [Fact]
    public void What_missed_its_moment_goes_back_instead_of_out()
    {
        Claim(count: 4, Now);

        var started = schedule.StartDue(Now + (3 * Interval));

        Assert.Equal(["event-2", "event-3"], started.Select(delivery => delivery.EventId));
        Assert.Equal("event-1", Assert.Single(schedule.TakeMissed()).EventId);
        Assert.Empty(schedule.TakeMissed());
    }

    [Fact]
    public void A_delivery_that_was_started_and_not_sent_in_time_goes_back_too()
    {
        var delivery = Assert.Single(Claim(count: 1, Now));

        Assert.True(schedule.KeepsSlot(delivery, Now + Interval));
        Assert.False(schedule.KeepsSlot(delivery, Now + (2 * Interval)));
        Assert.Equal(delivery, Assert.Single(schedule.TakeMissed()));
    }

    [Fact]
    public void A_delivery_without_a_limit_has_no_moment_to_miss() =>
        Assert.True(schedule.KeepsSlot(Batch.Of([new ClaimRequest(Limited, 1)], 1).Deliveries[0], Now.AddYears(1)));

    [Fact]
    public void A_worker_that_keeps_missing_moments_becomes_more_tolerant_until_it_gets_on()
    {
        var now = Now;
        var lateness = TimeSpan.FromMilliseconds(600);
        for (var round = 0; schedule.Held == 0 || schedule.TakeMissed() is { Count: > 0 }; round++)
        {
            Assert.InRange(round, 0, 10);
            ReleaseEverything(now);
            now += TimeSpan.FromSeconds(5);
            Claim(count: 1, now, firstSlot: now - lateness);
        }

        Assert.Equal(1, schedule.Held);
    }

    [Fact]
    public void Nothing_is_asked_for_while_no_moment_is_free()
    {
        Claim(count: 4, Now, nextAt: Now.AddSeconds(10));

        schedule.Wake(new(1, Limited), Now, Now);

        Assert.Empty(schedule.PickDue(Now.AddSeconds(9)));
        Assert.Single(schedule.PickDue(Now.AddSeconds(9.5)));
    }

    [Fact]
    public void What_waits_for_its_moment_can_be_taken_back_and_the_limit_is_asked_for_anew()
    {
        Claim(count: 4, Now, nextAt: Now.AddSeconds(10));

        var taken = schedule.TakeBuffered(Limited);
        foreach (var delivery in taken)
        {
            schedule.Release(delivery, Now, Now);
        }

        Assert.Equal(3, taken.Count);
        Assert.Empty(schedule.StartDue(Now.AddSeconds(1)));
        Assert.Single(schedule.PickDue(Now));
    }

    [Fact]
    public void A_receiver_without_free_places_gets_no_moments()
    {
        Claim(count: 4, Now);
        for (var number = 1; number < 4; number++)
        {
            Assert.Single(schedule.StartDue(Now + (number * Interval)));
        }

        schedule.Wake(new(1, Limited), Now, Now.AddSeconds(5));

        Assert.Empty(schedule.PickDue(Now.AddSeconds(5)));
    }

    private List<ClaimedDelivery> Claim(int count, DateTimeOffset now, DateTimeOffset? firstSlot = null, DateTimeOffset? nextAt = null)
    {
        schedule.Wake(new(1, Limited), now, now);
        var requests = schedule.PickDue(now);
        var first = firstSlot ?? now;
        return schedule.Claimed(requests, Answer(requests, count, first, nextAt ?? first + (count * Interval), now), now);
    }

    private static ClaimedBatch Answer(
        IReadOnlyList<ClaimRequest> requests, int count, DateTimeOffset first, DateTimeOffset nextAt, DateTimeOffset databaseTime)
    {
        var batch = Batch.Of(requests, count);
        return batch with
        {
            Deliveries = [.. batch.Deliveries.Select((delivery, index) => delivery with { SendAt = first + (index * Interval) })],
            Paces = new Dictionary<long, ClaimedPace> { [Limited] = new(PerSecond, nextAt, databaseTime) },
        };
    }

    private void ReleaseEverything(DateTimeOffset now)
    {
        // What was missed has been taken by the caller and is still held.
        for (var held = schedule.Held; held > 0; held--)
        {
            schedule.Release(Batch.Of([new ClaimRequest(Limited, 1)], 1).Deliveries[0], now, now);
        }
    }
}
