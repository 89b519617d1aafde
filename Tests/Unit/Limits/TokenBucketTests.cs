using Webhooks.Core.Limits;

namespace Webhooks.Tests.Unit.Limits;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RateLimit Limit = new(Size: 10, PerSecond: 2);

    [Fact]
    public void A_bucket_gives_what_it_has_and_fills_at_its_rate_up_to_its_size()
    {
        var (first, empty) = new TokenBucket(10, Start).Take(Limit, Start, 12);
        var (second, _) = empty.Take(Limit, Start.AddSeconds(1.4), 5);
        var (third, _) = empty.Take(Limit, Start.AddHours(1), 100);

        Assert.Equal((10, 2, 10), (first, second, third));
    }

    [Fact]
    public void A_clock_that_goes_back_fills_nothing()
    {
        var (granted, after) = new TokenBucket(0, Start).Take(Limit, Start.AddMinutes(-5), 1);

        Assert.Equal((0, Start), (granted, after.At));
    }

    [Fact]
    public void The_wait_is_until_there_is_one()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.25), TokenBucket.WaitFor(Limit, 0.5));
        Assert.Equal(TimeSpan.Zero, TokenBucket.WaitFor(Limit, 3));
    }

    [Fact]
    public void Keys_of_other_limits_and_subjects_are_others()
    {
        Assert.Equal(RateKey.Of("a", "b"), RateKey.Of("a", "b"));
        Assert.Equal(3, new HashSet<RateKey> { RateKey.Of("a", "b"), RateKey.Of("a", "c"), RateKey.Of("b", "b") }.Count);
    }
}
