using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Tests.Unit.Queue;

public sealed class DueSignalTests
{
    private static readonly DueDestination[] Two = [new(1, 10), new(2, 9223372036854775807)];

    [Fact]
    public void A_payload_names_tenants_and_destinations()
    {
        var notice = DueSignal.Parse("1.10,2.9223372036854775807");

        Assert.NotNull(notice);
        Assert.Equal(Two, notice.Destinations);
        Assert.Null(notice.DueFrom);
    }

    [Fact]
    public void A_payload_says_from_when_on_something_is_due_in_full_milliseconds_and_never_later()
    {
        var payload = Assert.Single(
            DueSignal.PayloadsOf(new DueNotice(Two, DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_481_390).AddTicks(9_999))));

        Assert.Equal("1795329481390@1.10,2.9223372036854775807", payload);
        var notice = DueSignal.Parse(payload);
        Assert.NotNull(notice);
        Assert.Equal(Two, notice.Destinations);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_481_390), notice.DueFrom);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(191)]
    [InlineData(1_000)]
    [InlineData(6_000)]
    public void Many_destinations_are_named_in_several_signals_that_each_fit(int count)
    {
        var due = Enumerable.Range(0, count).Select(index => new DueDestination(long.MaxValue, long.MaxValue - index)).ToList();
        var from = DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_481_390);

        var payloads = DueSignal.PayloadsOf(new DueNotice(due, from));

        Assert.All(payloads, payload => Assert.InRange(payload.Length, 1, DueSignal.MaxPayloadLength));
        var notices = payloads.Select(payload => DueSignal.Parse(payload)!).ToList(); // Anything else fails the test as well.
        Assert.Equal(due, notices.SelectMany(notice => notice.Destinations));
        Assert.All(notices, notice => Assert.Equal(from, notice.DueFrom));
    }

    [Fact]
    public void More_destinations_than_a_few_signals_name_mean_all_of_them()
    {
        var due = Enumerable.Range(0, 100_000).Select(index => new DueDestination(long.MaxValue, index)).ToList();

        Assert.Equal([DueSignal.Everything], DueSignal.PayloadsOf(new DueNotice(due, null)));
    }

    [Theory]
    [InlineData(DueSignal.Everything)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.10,")]
    [InlineData("1.10,*")]
    [InlineData("-1.10")]
    [InlineData("1. 10")]
    [InlineData("1.99999999999999999999")]
    [InlineData("1795329481390@")]
    [InlineData("@1.10")]
    [InlineData("-5@1.10")]
    [InlineData("999999999999999999@1.10")]
    [InlineData("5@5@1.10")]
    public void Anything_else_means_all_of_them(string payload) => Assert.Null(DueSignal.Parse(payload));
}
