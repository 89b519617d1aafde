using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class SigningSecretTests
{
    [Fact]
    public void Generated_secret_holds_32_bytes_and_reads_back_equal()
    {
        var secret = SigningSecret.Generate();

        Assert.StartsWith("whsec_", secret.Reveal());
        Assert.Equal(32, Convert.FromBase64String(secret.Reveal()["whsec_".Length..]).Length);
        Assert.Equal(secret, SigningSecret.Parse(secret.Reveal()).Value);
        Assert.NotEqual(secret, SigningSecret.Generate());
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("  whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    public void Prefix_is_optional_and_surrounding_blanks_are_ignored(string text)
    {
        Assert.Equal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", SigningSecret.Parse(text).Value?.Reveal());
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(23, false)]
    [InlineData(65, false)]
    [InlineData(500, false)]
    public void Key_is_24_to_64_bytes_long(int bytes, bool accepted)
    {
        Assert.Equal(accepted, SigningSecret.Parse("whsec_" + Convert.ToBase64String(new byte[bytes])).IsValid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==")]
    public void Anything_else_is_refused_with_a_reason_that_does_not_repeat_it(string? text)
    {
        var parsed = SigningSecret.Parse(text);

        Assert.False(parsed.IsValid);
        Assert.StartsWith("must ", parsed.Error);
        Assert.DoesNotContain("6Xb", parsed.Error);
    }

    [Fact]
    public void Text_form_for_logs_hides_the_key()
    {
        var secret = SigningSecret.Generate();

        Assert.Equal("whsec_***", secret.ToString());
        Assert.Equal("whsec_***", $"{secret}");
    }
}
