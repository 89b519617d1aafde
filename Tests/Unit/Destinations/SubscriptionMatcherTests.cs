using Webhooks.Core.Destinations;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class SubscriptionMatcherTests
{
    [Theory]
    [InlineData("event.created", null, true)]
    [InlineData("event.created", "sales", true)]
    [InlineData("feedback.created", null, false)]
    [InlineData("EVENT.CREATED", null, false)]
    public void Without_agents_the_type_decides(string type, string? agentId, bool matches) =>
        Assert.Equal(matches, SubscriptionMatcher.Matches(new(1, ["event.created"], []), type, agentId));

    [Theory]
    [InlineData("sales", true)]
    [InlineData("support", true)]
    [InlineData("Sales", false)]
    [InlineData("other", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void With_agents_only_their_events_match(string? agentId, bool matches) =>
        Assert.Equal(matches, SubscriptionMatcher.Matches(new(1, ["event.created"], ["sales", "support"]), "event.created", agentId));

    [Fact]
    public void Every_destination_that_matches_gets_the_event()
    {
        var destinations = new ProjectDestinations(1, 1,
        [
            new(1, ["event.created"], []),
            new(2, ["feedback.created"], []),
            new(3, ["feedback.created", "event.created"], ["sales"]),
            new(4, ["event.created"], ["support"]),
        ]);

        Assert.Equal([1, 3], SubscriptionMatcher.Match(destinations, "event.created", "sales"));
        Assert.Equal([1], SubscriptionMatcher.Match(destinations, "event.created", null));
        Assert.Empty(SubscriptionMatcher.Match(destinations, "conversation.created", "sales"));
    }
}
