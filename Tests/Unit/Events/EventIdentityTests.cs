using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Events;

public sealed class EventIdentityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void An_event_has_the_time_of_its_id_in_milliseconds()
    {
        var identity = EventIdentity.At(Now.AddTicks(4_567));

        Assert.Equal((Now, Now), (identity.Timestamp, EventTime.Of(identity.Key)));
        Assert.Equal($"evt_{identity.Key:N}", identity.Id);
        Assert.Equal("chosen", EventIdentity.At(Now, "chosen").Id);
    }

    [Fact]
    public void Events_of_one_millisecond_have_ids_in_their_order()
    {
        var previous = EventIdentity.At(Now);
        for (var number = 0; number < 1_000; number++)
        {
            var next = EventIdentity.After(previous.Key, Now);

            Assert.True(string.CompareOrdinal(next.Id, previous.Id) > 0, $"{next.Id} after {previous.Id}");
            Assert.Equal((Now, 7, 8), (next.Timestamp, next.Key.Version, next.Key.Variant & 0xC));
            previous = next;
        }
    }

    [Fact]
    public void A_clock_that_is_behind_does_not_turn_the_order_round()
    {
        var previous = EventIdentity.At(Now);

        var next = EventIdentity.After(previous.Key, Now.AddSeconds(-5));
        var later = EventIdentity.After(next.Key, Now.AddSeconds(1));

        Assert.True(next.Key.CompareTo(previous.Key) > 0 && later.Key.CompareTo(next.Key) > 0);
        Assert.Equal((Now, Now.AddSeconds(1)), (next.Timestamp, later.Timestamp));
    }

    [Fact]
    public void After_the_last_id_of_a_millisecond_comes_the_next_millisecond()
    {
        var last = Guid.Parse($"{EventIdentity.At(Now).Key.ToString()[..14]}7fff-bfff-ffffffffffff");

        var next = EventIdentity.After(last, Now);

        Assert.True(next.Key.CompareTo(last) > 0);
        Assert.Equal(Now.AddMilliseconds(1), next.Timestamp);
    }
}
