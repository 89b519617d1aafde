using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Keys;

public sealed class StatsSpanTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 30, TimeSpan.Zero);

    [Fact]
    public void A_span_is_widened_to_whole_steps() =>
        Assert.Equal(3, StatsSpan.Around(Now.AddMinutes(-2), Now, StatsSpan.Minute).Points);

    [Fact]
    public void A_span_of_the_future_has_no_step()
    {
        Assert.Equal(0, StatsSpan.Around(Now.AddDays(1), Now, StatsSpan.Minute).Points);
        Assert.Equal(0, StatsSpan.Around(DateTimeOffset.MaxValue, Now, StatsSpan.Hour).Points);
    }
}
