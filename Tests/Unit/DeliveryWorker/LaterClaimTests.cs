using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>What a lane asks for later rather than now.</summary>
public sealed class LaterClaimTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_database_calls_not_yet_due_is_asked_for_a_moment_later_and_not_in_a_loop()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);

        schedule.Claimed(requests, Batch.Of(requests, 0, nextDue: Now.AddMilliseconds(-2)), Now);

        Assert.Empty(schedule.PickDue(Now));
        Assert.InRange(schedule.NextDueAt() ?? DateTimeOffset.MaxValue, Now.AddMilliseconds(1), Now.AddMilliseconds(50));
    }

    [Fact]
    public void A_claim_that_failed_is_made_again_later()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);

        schedule.ClaimFailed(requests, Now.AddSeconds(1), Now);

        Assert.Empty(schedule.PickDue(Now));
        Assert.Equal(requests, schedule.PickDue(Now.AddSeconds(1)));
    }

    [Fact]
    public void A_retry_is_claimed_at_its_time()
    {
        var schedule = new LaneSchedule(new WorkerOptions());
        schedule.Wake(new(1, 10), Now, Now);
        var requests = schedule.PickDue(Now);
        var delivery = Assert.Single(schedule.Claimed(requests, Batch.Of(requests, 1), Now));
        schedule.Finished(delivery, success: false, trouble: false, Now);

        schedule.Release(delivery, Now.AddSeconds(2), Now);

        Assert.Empty(schedule.PickDue(Now.AddSeconds(1)));
        Assert.Single(schedule.PickDue(Now.AddSeconds(2)));
    }
}
