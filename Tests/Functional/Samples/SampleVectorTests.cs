using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Client;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Samples;

/// <summary>The tests of each language read the same file, so verifiers that all pass agree with each other.</summary>
public sealed class SampleVectorTests
{
    private static readonly JsonSerializerOptions Readable =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. SampleVectors.All.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verifier_of_the_client_decides_as_the_vector_says(string name)
    {
        var vector = SampleVectors.All.Single(vector => vector.Name == name);
        var headers = new HeaderDictionary();
        foreach (var (header, value) in vector.Headers)
        {
            headers[header] = value;
        }

        var clock = new SetClock(DateTimeOffset.FromUnixTimeSeconds(SampleVectors.Now));
        var outcome = new WebhookSignatureVerifier(vector.Secrets, clock).Verify(
            Convert.FromBase64String(vector.BodyBase64),
            headers[WebhookSignatureVerifier.IdHeader],
            headers[WebhookSignatureVerifier.TimestampHeader],
            headers[WebhookSignatureVerifier.SignatureHeader]);

        Assert.Equal(vector.Outcome, SampleVector.NameOf(outcome));
    }

    [Fact]
    public void Every_outcome_has_a_vector() =>
        Assert.Equal(
            Enum.GetValues<SignatureOutcome>().Select(SampleVector.NameOf).Order(StringComparer.Ordinal),
            SampleVectors.All.Select(vector => vector.Outcome).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Another file is written beside the tests, to be looked at and copied over the old one.</summary>
    [Fact]
    public async Task File_holds_what_the_product_signs()
    {
        var lines = SampleVectors.All.Select(vector => "\n    " + JsonSerializer.Serialize(vector, Readable));
        var signed = $"{{\n  \"now\": {SampleVectors.Now},\n  \"vectors\": [{string.Join(',', lines)}\n  ]\n}}\n";
        var file = Path.Combine(Repository.Root, "samples", "vectors.json");

        var stored = File.Exists(file) ? await File.ReadAllTextAsync(file) : string.Empty;

        if (stored != signed)
        {
            var renewed = Path.Combine(AppContext.BaseDirectory, "vectors.json");
            await File.WriteAllTextAsync(renewed, signed);
            Assert.Fail($"samples/vectors.json is out of date. To renew it: cp {renewed} {file}");
        }
    }
}
