using Webhooks.Core.Sending;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class HopCountTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, "")]
    [InlineData(0, "many")]
    [InlineData(0, "-3")]
    [InlineData(0, "1.5")]
    [InlineData(0, " 2")]
    [InlineData(3, "3")]
    [InlineData(3, "1", "3", "2")]
    [InlineData(7, "7", "x")]
    [InlineData(short.MaxValue, "99999")]
    [InlineData(short.MaxValue, "99999999999999999999")]
    public void The_largest_number_counts_and_nonsense_does_not(int expected, params string?[] values) =>
        Assert.Equal(expected, HopCount.Read(values));

    [Fact]
    public void No_custom_header_can_be_it() => Assert.True(CustomHeaders.IsReserved(HopCount.Header));
}
