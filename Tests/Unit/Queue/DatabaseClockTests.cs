using Webhooks.Core.Queue;

namespace Webhooks.Tests.Unit.Queue;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset MachineTime = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly SteppedClock machine = new(MachineTime);

    [Fact]
    public void It_is_the_machines_time_until_the_database_has_said_anything() =>
        Assert.Equal(MachineTime, new DatabaseClock(machine).GetUtcNow());

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void It_follows_the_database_however_wrong_the_machine_is(int databaseAheadSeconds)
    {
        var clock = new DatabaseClock(machine);

        Ask(clock, MachineTime.AddSeconds(databaseAheadSeconds), TimeSpan.FromMilliseconds(2));

        var expected = MachineTime.AddSeconds(databaseAheadSeconds);
        Assert.InRange(clock.GetUtcNow(), expected, expected.AddMilliseconds(2));
    }

    [Fact]
    public void An_answer_that_fits_does_not_move_it()
    {
        var clock = new DatabaseClock(machine);

        Ask(clock, MachineTime.AddMilliseconds(30), TimeSpan.FromMilliseconds(50));

        Assert.Equal(MachineTime.AddMilliseconds(50), clock.GetUtcNow());
    }

    [Fact]
    public void A_quick_answer_makes_it_more_exact_than_a_slow_one()
    {
        var clock = new DatabaseClock(machine);
        Ask(clock, MachineTime.AddSeconds(10), TimeSpan.FromSeconds(1)); // True: database 10 s ahead, read at the question.

        Ask(clock, machine.Now.AddSeconds(10), TimeSpan.FromMilliseconds(1));

        Assert.InRange(clock.GetUtcNow() - machine.Now, TimeSpan.FromSeconds(9.998), TimeSpan.FromSeconds(10.002));
    }

    [Fact]
    public void A_machine_whose_time_jumps_does_not_take_it_along()
    {
        var clock = new DatabaseClock(machine);

        machine.Jump(TimeSpan.FromHours(1));

        Assert.Equal(MachineTime, clock.GetUtcNow());
    }

    private void Ask(DatabaseClock clock, DateTimeOffset databaseTime, TimeSpan takes)
    {
        var askedAt = clock.GetTimestamp();
        machine.Pass(takes);
        clock.Correct(askedAt, databaseTime, clock.GetTimestamp());
    }

    /// <summary>A clock whose time and whose steady ticks are moved by hand.</summary>
    private sealed class SteppedClock(DateTimeOffset now) : TimeProvider
    {
        private long ticks;

        public DateTimeOffset Now { get; private set; } = now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time)
        {
            Now += time;
            ticks += time.Ticks;
        }

        public void Jump(TimeSpan time) => Now += time;
    }
}
