using Webhooks.Core.Database;

namespace Webhooks.Tests.Unit.Database;

public sealed class RetainedDaysTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Theory]
    [InlineData("2026-03-31T23:59:59.999Z", false)]
    [InlineData("2026-04-01T00:00:00.000Z", true)]
    public void A_day_is_over_when_its_last_moment_was_kept_for_long_enough(string now, bool over) =>
        Assert.Equal(over ? [Day] : [], RetainedDays.Over([Day], 30, At(now)));

    [Fact]
    public void The_oldest_day_goes_first_and_days_to_come_stay() => Assert.Equal(
        [Day.AddDays(-2), Day.AddDays(-1)],
        RetainedDays.Over([Day.AddDays(9), Day.AddDays(-1), Day, Day.AddDays(-2)], 1, At("2026-03-02T12:00:00Z")));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
