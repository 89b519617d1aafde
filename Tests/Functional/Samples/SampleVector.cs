using System.Globalization;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Functional.Samples;

/// <summary>A request and what each verifier must make of it. Written to <c>samples/vectors.json</c>.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Outcome">The name of a <see cref="SignatureOutcome"/> in snake case.</param>
/// <param name="Secrets">What the receiver knows.</param>
/// <param name="Headers">The headers of the request.</param>
/// <param name="BodyBase64">The exact bytes of its body.</param>
internal sealed record SampleVector(
    string Name, string Outcome, IReadOnlyList<string> Secrets, IReadOnlyDictionary<string, string> Headers, string BodyBase64)
{
    /// <summary>A request that the product has signed, perhaps changed on its way.</summary>
    /// <param name="name">What is special about it.</param>
    /// <param name="outcome">What verifiers must make of it.</param>
    /// <param name="signedBy">The live secrets of the destination.</param>
    /// <param name="known">What the receiver knows; the same when left out.</param>
    /// <param name="at">When it was signed.</param>
    /// <param name="body">What was signed.</param>
    /// <param name="arrived">The body that arrived; the same when left out.</param>
    /// <param name="change">What becomes of its headers.</param>
    public static SampleVector Signed(
        string name,
        SignatureOutcome outcome,
        string[] signedBy,
        string[]? known = null,
        long at = SampleVectors.Now,
        byte[]? body = null,
        byte[]? arrived = null,
        Action<Dictionary<string, string>>? change = null)
    {
        body ??= SampleVectors.Body;
        var secrets = signedBy.Select(
            secret => SigningSecret.Parse(secret).Value ?? throw new ArgumentException("No secret.", nameof(signedBy)));
        var headers = new Dictionary<string, string>
        {
            [WebhookSignatureVerifier.IdHeader] = SampleVectors.Id,
            [WebhookSignatureVerifier.TimestampHeader] = at.ToString(CultureInfo.InvariantCulture),
            [WebhookSignatureVerifier.SignatureHeader] = WebhookSigner.Sign(SampleVectors.Id, at, body, [.. secrets]),
        };
        change?.Invoke(headers);
        return new SampleVector(name, NameOf(outcome), known ?? signedBy, headers, Convert.ToBase64String(arrived ?? body));
    }

    /// <summary>The outcome's name in all languages.</summary>
    public static string NameOf(SignatureOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
