using Webhooks.Core.Destinations;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class BreakerRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 9, false)]
    [InlineData(0, 10, true)]
    [InlineData(3, 7, true)]
    [InlineData(4, 7, false)]
    [InlineData(4, 10, true)]
    [InlineData(31, 69, false)]
    [InlineData(30, 70, true)]
    [InlineData(1_000, 0, false)]
    public void It_opens_at_ten_attempts_of_which_seven_in_ten_failed(long delivered, long failed, bool opens) =>
        Assert.Equal(opens, BreakerRules.Opens(new(delivered, failed), minimumAttempts: 10));

    [Theory]
    [InlineData(0, 22, 33)]
    [InlineData(15, 17, 28)]
    [InlineData(30, 12, 23)]
    [InlineData(59, 2, 13)]
    [InlineData(60, 2, 13)]
    public void Of_the_minute_before_the_share_that_is_not_older_counts(int elapsedSeconds, long delivered, long failed) => Assert.Equal(
        new AttemptTally(delivered, failed), BreakerRules.LastMinute(new(20, 20), new(2, 13), TimeSpan.FromSeconds(elapsedSeconds)));

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(4, 240)]
    [InlineData(5, 480)]
    [InlineData(6, 600)]
    [InlineData(7, 600)]
    [InlineData(int.MaxValue, 600)]
    public void It_is_open_for_30_seconds_then_for_twice_as_long_up_to_10_minutes(int times, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BreakerRules.OpenFor(times));

    [Fact]
    public void Opening_soon_after_it_closed_goes_on_doubling_and_later_begins_anew()
    {
        Assert.Equal(1, BreakerRules.NextOpening(0, null, Now));
        Assert.Equal(4, BreakerRules.NextOpening(3, Now.AddMinutes(-9), Now));
        Assert.Equal(1, BreakerRules.NextOpening(3, Now.AddMinutes(-10), Now));
    }
}
