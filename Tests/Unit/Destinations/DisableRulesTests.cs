using Webhooks.Core.Destinations;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class DisableRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FiveDays = TimeSpan.FromDays(5);

    [Theory]
    [InlineData(71, 0, 50, null, DisableStep.None)]
    [InlineData(72, 0, 50, null, DisableStep.Warn)]
    [InlineData(72, 0, 49, null, DisableStep.None)]
    [InlineData(72, 1, 50, null, DisableStep.Recovered)]
    [InlineData(2, 1, 0, null, DisableStep.Recovered)]
    [InlineData(119, 0, 80, 48, DisableStep.None)]
    [InlineData(120, 0, 80, 48, DisableStep.Disable)]
    [InlineData(120, 1, 80, 48, DisableStep.Recovered)]
    [InlineData(120, 0, 49, 48, DisableStep.None)]
    [InlineData(900, 0, 50, null, DisableStep.Warn)]
    [InlineData(900, 0, 50, 23, DisableStep.None)]
    [InlineData(900, 0, 50, 24, DisableStep.Disable)]
    public void Nothing_but_failures_for_five_days_and_fifty_attempts_disable_a_day_after_the_warning_at_the_earliest(
        int failingHours, long delivered, long failed, int? warnedHoursAgo, DisableStep step) =>
        Assert.Equal(step, Decide(failingHours, new(delivered, failed), lastHoursAgo: 1, warnedHoursAgo));

    [Theory]
    [InlineData(48, DisableStep.None)]
    [InlineData(50, DisableStep.None)]
    [InlineData(null, DisableStep.None)]
    [InlineData(47, DisableStep.Disable)]
    public void One_that_was_not_tried_since_the_warning_is_not_disabled(int? lastHoursAgo, DisableStep step) =>
        Assert.Equal(step, Decide(168, new(0, 60), lastHoursAgo, warnedHoursAgo: 48));

    [Fact]
    public void People_are_told_when_it_will_be_disabled()
    {
        Assert.Equal(Now.AddDays(5), DisableRules.DisablesAt(Now, Now.AddDays(3), FiveDays));
        Assert.Equal(Now.AddDays(8), DisableRules.DisablesAt(Now, Now.AddDays(7), FiveDays));
    }

    private static DisableStep Decide(int failingHours, AttemptTally tally, int? lastHoursAgo, int? warnedHoursAgo) => DisableRules.Decide(
        new(Now.AddHours(-failingHours), tally, HoursAgo(lastHoursAgo), HoursAgo(warnedHoursAgo)), FiveDays, Now);

    private static DateTimeOffset? HoursAgo(int? hours) => hours is { } ago ? Now.AddHours(-ago) : null;
}
