using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

public sealed class EngineFiguresTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly LaneSchedule schedule = new(new WorkerOptions());

    [Fact]
    public void An_engine_with_nothing_to_do_shows_nothing()
    {
        var figures = schedule.Figures("machine:1", Now);

        Assert.Equal(("machine:1", 0, 0, 0), (figures.Worker, figures.InFlight, figures.Claimed, figures.Due));
        Assert.Empty(figures.Busiest);
    }

    [Fact]
    public void What_is_in_flight_waiting_and_due_is_counted_per_destination_under_its_cap()
    {
        foreach (var number in new[] { 1, 2, 3 })
        {
            schedule.LetAnswer(new(number, number * 10), Now);
        }

        schedule.Wake(new(1, 10), Now, Now);
        schedule.Wake(new(2, 20), Now, Now);
        schedule.Wake(new(3, 30), Now.AddHours(1), Now);
        var requests = schedule.PickDue(Now);
        var started = schedule.Claimed(requests, Batch.Of(requests, 3), Now);
        schedule.Finished(
            started.First(delivery => delivery.DestinationNo == 20), success: false, trouble: true, Now, TimeSpan.FromMilliseconds(5));
        schedule.Wake(new(2, 20), Now, Now);

        var figures = schedule.Figures("machine:1", Now);

        Assert.Equal((5, 6, 1), (figures.InFlight, figures.Claimed, figures.Due));
        Assert.Equal(
            [new LaneFigures(10, 3, 4, 0, false), new LaneFigures(20, 2, 2, 0, true), new LaneFigures(30, 0, 4, 0, false)],
            figures.Busiest);
    }

    [Fact]
    public void Caps_are_told_of_the_destinations_that_were_sent_to_last()
    {
        foreach (var number in new[] { 10, 20, 30 })
        {
            schedule.Wake(new(1, number), Now, Now);
            var requests = schedule.PickDue(Now);
            schedule.Claimed(requests, Batch.Of(requests, number == 30 ? 0 : 1), Now);
        }

        schedule.Wake(new(1, 10), Now, Now);
        var again = schedule.PickDue(Now);
        var started = Assert.Single(schedule.Claimed(again, Batch.Of(again, 1), Now));
        schedule.Finished(started, success: false, trouble: true, Now, TimeSpan.FromMilliseconds(5));

        Assert.Equal([new DestinationCap(10, 1), new DestinationCap(20, 2)], schedule.Caps(3));
        Assert.Equal([new DestinationCap(10, 1)], schedule.Caps(1));
    }

    [Fact]
    public void Of_many_destinations_the_busiest_are_shown_and_all_are_counted()
    {
        for (var number = 1; number <= EngineFigures.MaxDestinations + 5; number++)
        {
            schedule.Wake(new(number, number), Now, Now);
        }

        var figures = schedule.Figures("machine:1", Now);

        Assert.Equal(EngineFigures.MaxDestinations + 5, figures.Due);
        Assert.Equal(EngineFigures.MaxDestinations, figures.Busiest.Count);
    }
}
