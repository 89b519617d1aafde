using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Keys;

public sealed class TimeKeyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.FromHours(2));

    [Fact]
    public void Keys_sort_by_when_they_were_made_within_one_millisecond_too()
    {
        var keys = Enumerable.Range(0, 5_000).Select(index => TimeKey.At(Start.AddMicroseconds(index))).ToList();

        Assert.Equal(keys.Order(), keys);
    }

    [Fact]
    public void A_key_is_a_version_7_uuid_that_holds_its_millisecond()
    {
        var lastOfItsMillisecond = Start.AddTicks(TimeSpan.TicksPerMillisecond - 1);

        var key = TimeKey.At(lastOfItsMillisecond);

        Assert.Equal((7, 8), (key.Version, key.Variant & 0xC));
        Assert.Equal(Start, EventTime.Of(key));
        Assert.True(key.CompareTo(EventTime.FirstKeyOf(Start)) >= 0);
        Assert.True(key.CompareTo(EventTime.FirstKeyOf(Start.AddMilliseconds(1))) < 0);
    }

    [Fact]
    public void Keys_of_one_moment_differ() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => TimeKey.At(Start)).Distinct().Count());
}
