using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData(" 120 ", 120)]
    [InlineData("1.5", 1.5)]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", 30)]
    [InlineData("Friday, 02-Jan-26 03:04:35 GMT", 30)]
    [InlineData("Fri Jan  2 03:04:35 2026", 30)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", -5)]
    public void Seconds_and_dates_are_read(string value, double seconds)
    {
        Assert.Equal(Now.AddSeconds(seconds), RetryAfterHeader.Parse(value, Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e9")]
    [InlineData("1,000")]
    [InlineData("2026-01-02")]
    public void Anything_else_is_ignored(string? value)
    {
        Assert.Null(RetryAfterHeader.Parse(value, Now));
    }

    [Fact]
    public void An_absurd_number_of_seconds_is_limited_instead_of_overflowing()
    {
        var asked = RetryAfterHeader.Parse(new string('9', 400), Now);

        Assert.Equal(Now.AddDays(366), asked);
    }
}
