using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class HeaderCredentialTests
{
    [Fact]
    public void Value_matches_its_own_credential_and_no_other_value_does()
    {
        var credential = HeaderCredential.Create("X-Key", "correct horse");

        Assert.True(credential.Matches("correct horse"));
        Assert.True(credential.Matches("correct horse"));
        Assert.True(credential.Matches(" correct horse "));
        Assert.False(credential.Matches("correct horsf"));
        Assert.False(credential.Matches("Correct horse"));
        Assert.False(credential.Matches(string.Empty));
        Assert.False(credential.Matches(new string('x', 100_000)));
    }

    [Fact]
    public void Value_that_matched_one_credential_does_not_match_another()
    {
        var first = HeaderCredential.Create("X-Key", "first");
        var second = HeaderCredential.Create("X-Key", "second");

        Assert.True(first.Matches("first"));
        Assert.False(second.Matches("first"));
    }

    [Fact]
    public void Stored_credential_matches_after_it_was_read_again()
    {
        var stored = HeaderCredential.Create("X-Key", "value");

        Assert.True(new HeaderCredential("X-Key", stored.ValueHash, stored.ValuePrefix).Matches("value"));
    }

    [Fact]
    public void Same_value_is_stored_differently_each_time_and_never_as_it_is()
    {
        var first = HeaderCredential.Create("X-Key", "the same value, rather long");
        var second = HeaderCredential.Create("X-Key", "the same value, rather long");

        Assert.NotEqual(first.ValueHash, second.ValueHash);
        Assert.DoesNotContain("same", first.ValueHash, StringComparison.Ordinal);
        Assert.Equal("X-Key", first.ToString());
    }

    [Theory]
    [InlineData("1234567890123456", null)]
    [InlineData("12345678901234567", "1234")]
    public void Prefix_is_kept_of_long_values_only(string value, string? prefix)
    {
        Assert.Equal(prefix, HeaderCredential.Create("X-Key", value).ValuePrefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$$$")]
    [InlineData("pbkdf2-sha256$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$2000000000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1$not base64$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1$AAAA$AAAA")]
    [InlineData("plain$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Stored_hash_that_cannot_be_read_matches_nothing(string hash)
    {
        Assert.False(new HeaderCredential("X-Key", hash, null).Matches("value"));
    }
}
