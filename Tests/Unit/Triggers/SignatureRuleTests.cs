using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class SignatureRuleTests
{
    private const string Whole = """
        {"custom":{"algorithm":"sha512","encoding":"hex","header":"X-Sig","prefix":"v9:","components":[{"source":"literal","value":"a b"},
         {"source":"header","name":"X-Time"},{"source":"body"}],"separator":"|","timestampHeader":"X-Time","toleranceSeconds":60}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SignatureRule Parse(string json)
    {
        var result = SignatureRule.Parse(JsonElement.Parse(json));
        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        return result.Verification;
    }

    [Theory]
    [InlineData("""{"preset":"github"}""")]
    [InlineData("""{"preset":"slack","toleranceSeconds":60}""")]
    [InlineData("""{"preset":"stripe","toleranceSeconds":300}""")]
    [InlineData("""{"preset":"zendesk","toleranceSeconds":86400}""")]
    [InlineData("""{"preset":"standard-webhooks","toleranceSeconds":1}""")]
    [InlineData("""{"custom":{"algorithm":"sha384","encoding":"base64","header":"X","prefix":"","components":[{"source":"body"}],"separator":""}}""")]
    [InlineData(Whole)]
    public void Configuration_is_the_same_after_it_was_written_and_read(string json)
    {
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(Parse(json).ToJson().ToJsonString())));
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("{}", "")]
    [InlineData("""{"preset":"github","custom":{}}""", "")]
    [InlineData("""{"preset":"gitlab"}""", "/preset")]
    [InlineData("""{"preset":1}""", "/preset")]
    [InlineData("""{"preset":"\ud800"}""", "/preset")]
    [InlineData("""{"preset":"github","p\ud800":1}""", "")]
    [InlineData("""{"preset":"\ud800github"}""", "/preset")]
    [InlineData("""{"preset":"github","toleranceSeconds":60}""", "/toleranceSeconds")]
    [InlineData("""{"preset":"slack","toleranceSeconds":0}""", "/toleranceSeconds")]
    [InlineData("""{"preset":"slack","toleranceSeconds":86401}""", "/toleranceSeconds")]
    [InlineData("""{"preset":"slack","toleranceSeconds":"60"}""", "/toleranceSeconds")]
    [InlineData("""{"custom":[]}""", "/custom")]
    [InlineData("""{"custom":{}}""", "/custom/algorithm", "/custom/encoding", "/custom/header", "/custom/components")]
    [InlineData("""{"custom":{"algorithm":"md5","encoding":"hex","header":"X","components":[{"source":"body"}]}}""", "/custom/algorithm")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"HEX","header":"X","components":[{"source":"body"}]}}""", "/custom/encoding")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X Y","components":[{"source":"body"}]}}""", "/custom/header")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","prefix":"\ud800","components":[{"source":"body"}]}}""",
        "/custom/prefix")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","separator":"\u0000","components":[{"source":"body"}]}}""",
        "/custom/separator")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[]}}""", "/custom/components")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"literal","value":"x"}]}}""",
        "/custom/components")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"},{"source":"body"}]}}""",
        "/custom/components")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"},{"source":"query"}]}}""",
        "/custom/components/1/source")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"},{"source":"header"}]}}""",
        "/custom/components/1/name")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"},{"source":"literal"}]}}""",
        "/custom/components/1/value")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"}],"timestampHeader":"T"}}""", "/custom/timestampHeader")]
    [InlineData("""{"custom":{"algorithm":"sha256","encoding":"hex","header":"X","components":[{"source":"body"}],"toleranceSeconds":5}}""",
        "/custom/toleranceSeconds")]
    public void Configuration_that_cannot_be_held_is_refused_with_its_places(string json, params string[] places)
    {
        var result = SignatureRule.Parse(JsonElement.Parse(json));

        Assert.False(result.IsValid);
        Assert.Equal(places, result.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public void Custom_description_signs_its_components_with_the_separator()
    {
        var time = Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var body = new byte[] { 0, 255, 10 };
        byte[] content = [.. Encoding.UTF8.GetBytes($"a b|{time}|"), .. body];
        var hash = HMACSHA512.HashData("s"u8, content);
        var headers = new Dictionary<string, string?> { ["X-Time"] = time, ["X-Sig"] = $"v9:{Convert.ToHexStringLower(hash)}" };
        var upper = new Dictionary<string, string?>(headers) { ["X-Sig"] = $"v9:{Convert.ToHexString(hash)}" };
        var verification = Parse(Whole);

        var signed = new SignatureVerdict.Genuine($"signed-{Convert.ToHexStringLower(SHA256.HashData(content))}");
        Assert.Equal(signed, verification.Verify(["other", "s"], headers.GetValueOrDefault, body, Now));
        Assert.Equal(signed, verification.Verify(["s"], upper.GetValueOrDefault, body, Now));
        Assert.Equal(
            new SignatureVerdict.OutOfTolerance(), verification.Verify(["s"], headers.GetValueOrDefault, body, Now.AddSeconds(61)));
        Assert.Equal(new SignatureVerdict.Mismatch(), verification.Verify(["t"], headers.GetValueOrDefault, body, Now));
    }

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("slack", "X-Slack-Request-Timestamp", "soon")]
    [InlineData("slack", "X-Slack-Request-Timestamp", "9999999999999999999999")]
    [InlineData("stripe", "Stripe-Signature", "v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData("stripe", "Stripe-Signature", "t=1533204620,v0=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData("stripe", "Stripe-Signature", "t=1533204620,t=1,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData("zendesk", "X-Zendesk-Webhook-Signature-Timestamp", "2026-01-01")]
    [InlineData("standard-webhooks", "webhook-timestamp", "1614265330.0")]
    [InlineData("standard-webhooks", "webhook-timestamp", "-1")]
    [InlineData("standard-webhooks", "webhook-id", "a b")]
    public void Header_that_the_sender_would_not_write_is_malformed(string name, string header, string value)
    {
        Assert.IsType<SignatureVerdict.Malformed>(RecordedRequests.All[name].With(header, value).Verify());
    }

    [Theory]
    [InlineData("github")]
    [InlineData("slack")]
    [InlineData("stripe")]
    [InlineData("zendesk")]
    [InlineData("custom")]
    [InlineData("standard-webhooks")]
    public void Nothing_is_valid_without_a_secret(string name)
    {
        var request = RecordedRequests.All[name];
        var verification = Parse(request.Configuration);
        var body = Encoding.UTF8.GetBytes(request.Body);

        Assert.IsType<SignatureVerdict.Mismatch>(verification.Verify([], request.Headers.GetValueOrDefault, body, request.Time));
        Assert.IsType<SignatureVerdict.Mismatch>(verification.Verify(["", " "], request.Headers.GetValueOrDefault, body, request.Time));
    }

    [Fact]
    public void Signature_with_an_empty_key_is_not_valid()
    {
        var signature = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData([], "x"u8))}";

        Assert.IsType<SignatureVerdict.Mismatch>(Parse("""{"preset":"github"}""").Verify([""], _ => signature, "x"u8, Now));
    }

    [Fact]
    public void Secret_is_judged_by_what_its_sender_uses()
    {
        Assert.Null(Parse("""{"preset":"github"}""").FaultOfSecret("any"));
        Assert.NotNull(Parse("""{"preset":"github"}""").FaultOfSecret(string.Empty));
        Assert.NotNull(Parse("""{"preset":"github"}""").FaultOfSecret("  "));
        Assert.NotNull(Parse("""{"preset":"github"}""").FaultOfSecret("a\0"));
        Assert.NotNull(Parse("""{"preset":"github"}""").FaultOfSecret(new string('x', SignatureRule.MaximumSecretLength + 1)));
        Assert.NotNull(Parse("""{"preset":"standard-webhooks"}""").FaultOfSecret("any"));
        Assert.Null(Parse("""{"preset":"standard-webhooks"}""").FaultOfSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    [Fact]
    public void Random_headers_bodies_and_configurations_never_throw_and_never_pass()
    {
        var random = new Random(4711);
        string[] pieces = [
            "sha256=", "v0=", "v1,", "v1=", "t=", ",", " ", "1", "9999999999999", "2026-01-01T00:00:00Z", "\ud800", "\0", "é", "AA==",
            "ff"];
        var requests = RecordedRequests.All.Values.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var request = requests[random.Next(requests.Length)];
            var body = new byte[random.Next(100)];
            random.NextBytes(body);
            string? Header(string name) => random.Next(8) switch
            {
                0 => null,
                < 4 => request.Headers.GetValueOrDefault(name),
                4 when random.Next(50) == 0 => new string('=', 100_000),
                _ => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => RandomJson.Pick(random, pieces))),
            };

            Assert.IsNotType<SignatureVerdict.Genuine>(Parse(request.Configuration).Verify([request.Secret, "\ud800"], Header, body, Now));
            Assert.NotEmpty(SignatureRule.Parse(JsonElement.Parse(RandomJson.Value(random))).Errors);
        }
    }
}
