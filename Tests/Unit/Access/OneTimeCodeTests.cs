using Webhooks.Api.People;

namespace Webhooks.Tests.Unit.Access;

public sealed class OneTimeCodeTests
{
    /// <summary>The secret of the examples, "12345678901234567890".</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>The examples of RFC 6238, appendix B, cut to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code) => Assert.Equal(seconds / 30, Find(code, seconds));

    [Theory]
    [InlineData(1_111_111_111 - 30, 1_111_111_111 / 30)]
    [InlineData(1_111_111_111 + 30, 1_111_111_111 / 30)]
    [InlineData(1_111_111_111 - 60, null)]
    [InlineData(1_111_111_111 + 60, null)]
    public void A_clock_may_be_half_a_minute_off(long seconds, int? step) => Assert.Equal(step, Find("050471", seconds));

    [Theory]
    [InlineData("050472")]
    [InlineData("50471")]
    [InlineData("0504711")]
    [InlineData("")]
    [InlineData("٠٥٠٤٧١")]
    public void Another_text_is_no_code(string code) => Assert.Null(Find(code, 1_111_111_111));

    [Fact]
    public void The_address_for_apps_names_service_and_user() => Assert.Equal(
        $"otpauth://totp/Web%20hooks:ada%2Bx%40example.com?secret={Secret}&issuer=Web%20hooks&algorithm=SHA1&digits=6&period=30",
        OneTimeCode.UriOf(Secret, "Web hooks", "ada+x@example.com").AbsoluteUri);

    [Theory]
    [InlineData("2BCDF-GHJKM", "2BCDF-GHJKM")]
    [InlineData(" 2bcdf ghjkm", "2BCDF-GHJKM")]
    [InlineData("2bcdfghjkm", "2BCDF-GHJKM")]
    [InlineData("2bc;df", "2BCDF")]
    [InlineData("-", "")]
    public void Recovery_codes_may_be_typed_without_the_hyphen_and_small(string typed, string code) =>
        Assert.Equal(code, SecondFactorProof.Normalize(typed));

    private static long? Find(string code, long seconds) => OneTimeCode.FindStep(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds));
}
