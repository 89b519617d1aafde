using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class FairSlotsTests
{
    [Fact]
    public async Task An_owner_that_never_gives_back_gets_a_part_and_leaves_the_rest()
    {
        var slots = new FairSlots(90);

        var hoarder = Enumerable.Range(0, 200).Select(_ => slots.TakeAsync(1, CancellationToken.None)).ToList();

        Assert.Equal(10, hoarder.Count(taken => taken.IsCompletedSuccessfully));
        await slots.TakeAsync(2, CancellationToken.None);
    }

    [Fact]
    public void Dozens_of_owners_that_never_give_back_leave_a_slot_for_the_next_one()
    {
        var slots = new FairSlots(HostResolver.DefaultThreads);
        for (var owner = 1; owner <= 30; owner++)
        {
            for (var i = 0; i < 100; i++)
            {
                _ = slots.TakeAsync(owner, CancellationToken.None);
            }
        }

        Assert.True(slots.TakeAsync(31, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_given_back_goes_to_those_who_wait_in_turns_by_owner()
    {
        var slots = new FairSlots(1);
        await slots.TakeAsync(1, CancellationToken.None);
        List<(long Owner, Task Taken)> waiters =
            [.. new long[] { 1, 1, 2, 2, 3 }.Select(owner => (owner, slots.TakeAsync(owner, CancellationToken.None)))];
        List<long> served = [];

        for (long holder = 1; waiters.Count > 0;)
        {
            slots.Release(holder);
            var taken = await Task.WhenAny(waiters.Select(waiter => waiter.Taken));
            var next = waiters.Single(waiter => waiter.Taken == taken);
            waiters.Remove(next);
            served.Add(holder = next.Owner);
        }

        Assert.Equal([1, 2, 3, 1, 2], served);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_nothing_behind()
    {
        var slots = new FairSlots(1);
        await slots.TakeAsync(1, CancellationToken.None);
        using var stopping = new CancellationTokenSource();
        var waiting = slots.TakeAsync(2, stopping.Token);
        var patient = slots.TakeAsync(3, CancellationToken.None);

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        slots.Release(1);

        await patient;
        slots.Release(3);
        Assert.True(slots.TakeAsync(2, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(0, 0, 256, true)]
    [InlineData(31, 31, 256, false)]
    [InlineData(0, 255, 256, true)]
    [InlineData(1, 255, 256, false)]
    [InlineData(0, 256, 256, false)]
    public void One_is_always_allowed_while_any_is_free(int held, int used, int total, bool may) =>
        Assert.Equal(may, FairSlots.MayTake(held, used, total));
}
