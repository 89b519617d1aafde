using Webhooks.Contracts;
using Webhooks.Core.Destinations;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class DestinationHealthTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DestinationHealth Well = new()
    {
        IsEnabled = true,
        DisabledReason = null,
        PausedAt = null,
        OpenUntil = null,
        OpenedAt = Then.AddDays(-9),
        FailingSince = null,
        WarnedAt = null,
        Lately = new(10, 0),
        WhileFailing = default,
        InFlight = 0,
        Concurrency = null,
    };

    public static TheoryData<DestinationHealth, string, DateTimeOffset?> States => new()
    {
        { Well, "healthy", null },
        { Well with { Lately = default }, "healthy", null },
        { Well with { Lately = new(11, 10), FailingSince = Then }, "healthy", null },
        { Well with { Lately = new(10, 10), FailingSince = Then }, "failing", Then },
        { Well with { Lately = new(10, 10), OpenUntil = Then.AddDays(1), OpenedAt = Then }, "open", Then },
        { Well with { IsEnabled = false, PausedAt = Then, OpenUntil = Then }, "paused", Then },
        { Well with { IsEnabled = false, PausedAt = Then, DisabledReason = "Gone." }, "disabled", Then },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void The_state_is_the_gravest_that_applies(DestinationHealth health, string state, DateTimeOffset? since)
    {
        Assert.Equal((state, since), (health.State, health.Since));
        Assert.Contains(state, DestinationHealthState.All);
    }

    [Fact]
    public void Only_one_that_was_warned_of_and_has_delivered_nothing_since_is_near_its_end()
    {
        var warned = Well with { FailingSince = Then, WarnedAt = Then.AddDays(3), WhileFailing = new(0, 60) };

        Assert.Equal(Then.AddDays(5), warned.DisablesAt(TimeSpan.FromDays(5)));
        Assert.Null((warned with { WarnedAt = null }).DisablesAt(TimeSpan.FromDays(5)));
        Assert.Null((warned with { WhileFailing = new(1, 60) }).DisablesAt(TimeSpan.FromDays(5)));
        Assert.Null((warned with { IsEnabled = false }).DisablesAt(TimeSpan.FromDays(5)));
    }
}
