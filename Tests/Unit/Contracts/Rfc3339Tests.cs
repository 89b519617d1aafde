using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Contracts;

public sealed class Rfc3339Tests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-31T09:30:00Z", 0)]
    [InlineData("2026-01-31T09:30Z", 0)]
    [InlineData("2026-01-31t09:30:00z", 0)]
    [InlineData("2026-01-31T10:30:00+01:00", 0)]
    [InlineData("2026-01-30T15:00:00-18:30", 0)]
    [InlineData("2026-02-01T09:29:00+23:59", 0)]
    [InlineData("2026-01-31T09:30:00-00:00", 0)]
    [InlineData("2026-01-31T09:30:00.1Z", 1_000_000)]
    [InlineData("2026-01-31T09:30:00.1234567Z", 1_234_567)]
    [InlineData("2026-01-31T09:30:00.123456789z", 1_234_567)]
    [InlineData("2026-01-31T09:30:00.000000001+00:00", 0)]
    public void A_timestamp_is_read(string text, long ticks)
    {
        Assert.True(Rfc3339.TryParse(text, out var value));
        Assert.Equal(Moment.AddTicks(ticks), value);
        Assert.Equal(TimeSpan.Zero, value.Offset);
        Assert.Equal(value, JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", WebhooksJson.Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T09:30:00")]
    [InlineData("2026-01-31 09:30:00Z")]
    [InlineData("2026-02-30T09:30:00Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-01-31T09:60:00Z")]
    [InlineData("2026-01-31T09:30:60Z")]
    [InlineData("2026-01-31T09:30:00.Z")]
    [InlineData("2026-01-31T09:30:00.1234567890Z")]
    [InlineData("2026-01-31T09:30:00+1:00")]
    [InlineData("2026-01-31T09:30:00+24:00")]
    [InlineData("2026-01-31T09:30:00+0100")]
    [InlineData("2026-01-31T09:30:00ZZ")]
    [InlineData("2026-01-31T09:30:00Z ")]
    [InlineData("2026-01-31T9:30:00Z")]
    [InlineData("2026-01-31T09:3:00Z ")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("٢٠٢٦-01-31T09:30:00Z")]
    public void Anything_else_is_not(string text)
    {
        Assert.False(Rfc3339.TryParse(text, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", WebhooksJson.Options));
    }
}
