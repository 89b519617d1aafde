using Webhooks.Contracts;
using Webhooks.Core.History;

namespace Webhooks.Tests.Unit.History;

public sealed class LedgerSharesTests
{
    [Fact]
    public void Parts_are_like_those_of_the_sample_and_add_up()
    {
        var parts = LedgerShares.Divide(10_000_001, [(DeliveryState.Pending, 2), (DeliveryState.Held, 1)])
            .ToDictionary(part => part.State, part => part.Deliveries);

        Assert.Equal(10_000_001, parts.Values.Sum());
        Assert.Equal(3_333_333, parts[DeliveryState.Held]);
    }

    [Fact]
    public void Without_a_sample_all_of_it_is_pending() =>
        Assert.Equal([(DeliveryState.Pending, 7L)], LedgerShares.Divide(7, []));

    [Fact]
    public void A_minute_of_which_more_waits_is_looked_at_more_often()
    {
        var places = LedgerShares.Places([(10, 1_000), (20, 3_000)], 8).ToList();

        Assert.Equal(8, places.Count);
        Assert.Equal(2, places.Count(place => place.ToUnixTimeSeconds() / 60 == 10));
        Assert.Equal(6, places.Count(place => place.ToUnixTimeSeconds() / 60 == 20));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Where_nothing_waits_there_is_nothing_to_look_at() => Assert.Empty(LedgerShares.Places([], 8));
}
