using Webhooks.Core.Destinations;

namespace Webhooks.Tests.Unit.Destinations;

public sealed class MissedDestinationsTests
{
    private static readonly ProjectDestinations Destinations = new(1, 1, [
        new DestinationSubscription(11, ["feedback.created"], []),
        new DestinationSubscription(12, ["event.created"], ["sales"]),
        new DestinationSubscription(13, ["feedback.created"], ["sales"]),
    ]);

    [Fact]
    public void Each_destination_is_told_with_what_kept_the_event_from_it()
    {
        var missed = MissedDestinations.Of(Destinations, "event.created", "support");

        Assert.Equal(3, missed.Total);
        Assert.Equal([(11L, MissReason.Type), (12L, MissReason.Agent), (13L, MissReason.Type | MissReason.Agent)], missed.First);
    }

    [Fact]
    public void What_is_stored_is_short_and_read_back_the_same()
    {
        var missed = MissedDestinations.Of(Destinations, "event.created", null);

        Assert.Equal("3:11t,12a,13ta", missed.ToString());
        Assert.Equal(missed.First, MissedDestinations.Parse(missed.ToString()).First);
        Assert.Equal(3, MissedDestinations.Parse(missed.ToString()).Total);
        Assert.Equal(MissedDestinations.None, MissedDestinations.Parse(null));
    }

    [Fact]
    public void Of_many_destinations_the_first_are_kept_and_all_are_counted()
    {
        var many = new ProjectDestinations(
            1, 1, [.. Enumerable.Range(1, 1_000).Select(number => new DestinationSubscription(number, ["feedback.created"], []))]);

        var missed = MissedDestinations.Parse(MissedDestinations.Of(many, "event.created", null).ToString());

        Assert.Equal((1_000, MissedDestinations.Kept), (missed.Total, missed.First.Count));
    }

    [Theory]
    [InlineData("event.created", "sales")]
    [InlineData("event.created", "support")]
    [InlineData("event.created", null)]
    [InlineData("feedback.created", "sales")]
    [InlineData("feedback.created", null)]
    [InlineData("conversation.created", "sales")]
    public void There_is_a_reason_exactly_when_a_destination_does_not_match(string type, string? agentId) => Assert.All(
        Destinations.Subscriptions,
        one => Assert.Equal(SubscriptionMatcher.Matches(one, type, agentId), SubscriptionMatcher.WhyNot(one, type, agentId) == 0));
}
