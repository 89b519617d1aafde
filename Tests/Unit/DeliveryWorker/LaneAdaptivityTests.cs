using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>How many attempts a destination may have in flight, and how far ahead of them is claimed.</summary>
public sealed class LaneAdaptivityTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly LaneSchedule schedule = new(new WorkerOptions { MaxConcurrency = 16 });
    private readonly Queue<ClaimedDelivery> inFlight = new();
    private int mostInFlight;

    [Fact]
    public void A_destination_that_answers_well_grows_to_the_maximum()
    {
        Run(attempts: 500, success: true, trouble: false);

        Assert.Equal(16, mostInFlight);
    }

    [Fact]
    public void A_proven_destination_is_claimed_ahead_of()
    {
        Run(attempts: 500, success: true, trouble: false);

        Assert.InRange(schedule.Held - inFlight.Count, 1, 16 * 16);
    }

    [Fact]
    public void A_new_destination_is_not_claimed_ahead_of()
    {
        Run(attempts: 0, success: true, trouble: false);

        Assert.Equal((2, 2), (schedule.Held, inFlight.Count));
    }

    [Fact]
    public void Trouble_halves_down_to_one_and_success_grows_again()
    {
        Run(attempts: 500, success: true, trouble: false);
        Run(attempts: 40, success: false, trouble: true);
        Assert.Single(inFlight);

        mostInFlight = 0;
        Run(attempts: 5, success: true, trouble: false);

        Assert.InRange(mostInFlight, 4, 6);
    }

    [Fact]
    public void A_failure_that_is_no_overload_changes_nothing()
    {
        Run(attempts: 100, success: false, trouble: false);

        Assert.Equal(4, mostInFlight);
    }

    [Fact]
    public void What_is_claimed_and_not_started_can_be_taken_back()
    {
        Run(attempts: 500, success: true, trouble: false);
        var started = inFlight.Count;

        var taken = schedule.TakeBuffered(10);

        Assert.NotEmpty(taken);
        Assert.Equal(schedule.Held, started + taken.Count);
        Assert.Empty(schedule.TakeBuffered(10));
        Assert.Empty(schedule.TakeBuffered(11));
        foreach (var delivery in taken)
        {
            schedule.Release(delivery, Now, Now);
        }

        Assert.Equal(started, schedule.Held);
    }

    [Fact]
    public void Taking_back_everything_covers_all_destinations()
    {
        Run(attempts: 500, success: true, trouble: false);

        var taken = schedule.TakeBuffered(null);

        Assert.Equal(schedule.Held, inFlight.Count + taken.Count);
    }

    [Fact]
    public void What_was_given_back_is_claimed_again_by_a_destination_that_goes_on()
    {
        Run(attempts: 500, success: true, trouble: false);
        foreach (var delivery in schedule.TakeBuffered(10))
        {
            schedule.Release(delivery, Now, Now);
        }

        Run(attempts: inFlight.Count, success: true, trouble: false);

        Assert.NotEmpty(inFlight);
        Assert.True(schedule.Held > inFlight.Count);
    }

    [Fact]
    public void Idle_destinations_are_forgotten_and_known_again_when_they_wake()
    {
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);
        var delivery = Assert.Single(schedule.Claimed(requests, Batch.Of(requests, 1), Now));
        schedule.ForgetIdle(Now);
        schedule.Finished(delivery, success: true, trouble: false, Now, TimeSpan.FromMilliseconds(5));
        schedule.ForgetIdle(Now.AddMinutes(5));
        schedule.Release(delivery, null, Now);
        schedule.ForgetIdle(Now.AddMinutes(10));
        Assert.Equal((1, 1), (schedule.Lanes, schedule.Tenants));

        schedule.ForgetIdle(Now.AddMinutes(12));

        Assert.Equal((0, 0), (schedule.Lanes, schedule.Tenants));
        schedule.Wake(new(1, 10), Now, Now);
        // Its concurrency has been forgotten, too.
        Assert.Equal([new ClaimRequest(10, 2)], schedule.PickDue(Now));
        Assert.Equal(0, schedule.Held);
    }

    /// <summary>One destination with an endless backlog, whose attempts all end the same way.</summary>
    private void Run(int attempts, bool success, bool trouble)
    {
        schedule.Wake(new(1, 10), Now, Now);
        ClaimAll();
        for (var number = 0; number < attempts; number++)
        {
            var delivery = inFlight.Dequeue();
            Start(schedule.Finished(delivery, success, trouble, Now, TimeSpan.FromMilliseconds(5)));
            schedule.Release(delivery, null, Now);
            ClaimAll();
        }
    }

    private void ClaimAll()
    {
        while (schedule.PickDue(Now) is { Count: > 0 } requests)
        {
            Start(schedule.Claimed(requests, Batch.Full(requests), Now));
        }
    }

    private void Start(List<ClaimedDelivery> deliveries)
    {
        deliveries.ForEach(inFlight.Enqueue);
        mostInFlight = Math.Max(mostInFlight, inFlight.Count);
    }
}
