using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class WebhookSignerTests
{
    private const string HelloBody = """{"type":"test.hello","timestamp":"2026-01-01T00:00:00Z","data":{"hello":"world"}}""";
    private const string First = "whsec_q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";
    private const string Second = "whsec_VlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlY=";
    private const string FirstSignature = "v1,vr+LvThz8Z3i85RV0AOZKSAacUBmLcPMtxm8s+cm0oo=";
    private const string SecondSignature = "v1,6saqWgW3WEh/vbk6hhWstze+bn+etS6ii2C/GtlJJJQ=";

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(First, "msg_sigv1_valid", 1767225600, HelloBody, FirstSignature)]
    [InlineData(Second, "msg_sigv1_valid", 1767225600, HelloBody, SecondSignature)]
    public void Signature_equals_the_vector_of_the_specification(string secret, string id, long timestamp, string body, string expected)
    {
        Assert.Equal(expected, WebhookSigner.Sign(id, timestamp, Encoding.UTF8.GetBytes(body), [Secret(secret)]));
    }

    [Fact]
    public void Every_live_secret_signs_in_the_order_given()
    {
        var value = WebhookSigner.Sign("msg_sigv1_valid", 1767225600, Encoding.UTF8.GetBytes(HelloBody), [Secret(First), Secret(Second)]);

        Assert.Equal($"{FirstSignature} {SecondSignature}", value);
    }

    [Fact]
    public void Without_a_secret_there_is_no_signature()
    {
        Assert.Empty(WebhookSigner.Sign("msg_1", 1, "{}"u8, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    [InlineData(2100)]
    [InlineData(300_000)]
    public void Bodies_of_any_length_are_signed_over_all_their_bytes(int length)
    {
        var body = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var key = Convert.FromBase64String(First["whsec_".Length..]);
        byte[] content = [.. "evt_1.1767225600."u8, .. body];
        var expected = HMACSHA256.HashData(key, content);

        Assert.Equal("v1," + Convert.ToBase64String(expected), WebhookSigner.Sign("evt_1", 1767225600, body, [Secret(First)]));
    }

    [Fact]
    public void Many_live_secrets_still_make_one_header()
    {
        var secrets = Enumerable.Range(0, 20).Select(_ => SigningSecret.Generate()).ToArray();

        var signatures = WebhookSigner.Sign("evt_1", 1767225600, "{}"u8, secrets).Split(' ');

        Assert.Equal(20, signatures.Distinct().Count());
        Assert.All(signatures, signature => Assert.Equal(47, signature.Length));
    }

    private static SigningSecret Secret(string text)
    {
        var parsed = SigningSecret.Parse(text);
        Assert.True(parsed.IsValid, parsed.Error);
        return parsed.Value;
    }
}
