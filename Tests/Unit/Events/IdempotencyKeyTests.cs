using Webhooks.Core.Events;

namespace Webhooks.Tests.Unit.Events;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("!~", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("\u00e4", false)]
    public void A_key_is_visible_ascii(string text, bool valid) => Assert.Equal(valid, IdempotencyKey.IsValid(text));

    [Fact]
    public void A_key_has_at_most_255_characters()
    {
        Assert.True(IdempotencyKey.IsValid(new string('k', 255)));
        Assert.False(IdempotencyKey.IsValid(new string('k', 256)));
    }

    [Fact]
    public void Path_and_body_tell_requests_apart()
    {
        byte[][] hashes =
        [
            IdempotencyKey.Of("k", "/a", "b"u8).RequestHash,
            IdempotencyKey.Of("k", "/a", "c"u8).RequestHash,
            IdempotencyKey.Of("k", "/b", "b"u8).RequestHash,
            IdempotencyKey.Of("k", "/ab", ""u8).RequestHash,
        ];

        Assert.Equal(4, hashes.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(hashes[0], IdempotencyKey.Of("other", "/a", "b"u8).RequestHash);
    }
}
