using Webhooks.Core.Deliveries;

namespace Webhooks.Tests.Unit.Deliveries;

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
        var payload = DueSignal.PayloadOf(new DueNotice(Two, DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_481_390).AddTicks(9_999)));

        Assert.Equal("1795329481390@1.10,2.9223372036854775807", payload);
        var notice = DueSignal.Parse(payload);
        Assert.NotNull(notice);
        Assert.Equal(Two, notice.Destinations);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_481_390), notice.DueFrom);
    }

    [Fact]
    public void A_payload_fits_into_a_notification_or_means_all_of_them()
    {
        var longest = new DueDestination(long.MaxValue, long.MaxValue);

        Assert.InRange(DueSignal.PayloadOf(new DueNotice([.. Enumerable.Repeat(longest, 190)], DateTimeOffset.MaxValue)).Length, 7_000, 7_999);
        Assert.Equal(DueSignal.Everything, DueSignal.PayloadOf(new DueNotice([.. Enumerable.Repeat(longest, 191)], null)));
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
