using static Webhooks.Client.SignatureOutcome;
using static Webhooks.Client.WebhookSignatureVerifier;

namespace Webhooks.Tests.Functional.Samples;

/// <summary>The requests by which the verifiers of all languages are compared.</summary>
internal static class SampleVectors
{
    /// <summary>The time of the receiver.</summary>
    public const long Now = 1_767_225_600;

    public const string Id = "evt_0197f6a2c1";

    public const string Newer = "whsec_q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";

    public const string Older = "whsec_VlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlY=";

    private static readonly string Shortest = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)7, 24).ToArray());

    private static readonly string Longest = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)9, 64).ToArray());

    public static byte[] Body { get; } = """{"type":"event.created","data": {"note":"größer, 大きい"}}"""u8.ToArray();

    public static IReadOnlyList<SampleVector> All { get; } =
        [.. Trusted(), .. Changed(), .. Unreadable(), .. AtOtherTimes(), .. Incomplete()];

    private static IEnumerable<SampleVector> Trusted() =>
    [
        SampleVector.Signed("one secret", Valid, [Newer]),
        SampleVector.Signed("second signature matches", Valid, [Newer, Older], known: [Older]),
        SampleVector.Signed("first signature matches", Valid, [Older, Newer], known: [Older]),
        SampleVector.Signed("second secret of the receiver matches", Valid, [Newer], known: [Older, Newer]),
        SampleVector.Signed("secret without whsec_", Valid, [Newer], known: [Newer["whsec_".Length..]]),
        SampleVector.Signed("shortest secret", Valid, [Shortest]),
        SampleVector.Signed("longest secret", Valid, [Longest]),
        SampleVector.Signed("body that is not text", Valid, [Newer], body: [0xff, 0x00, 0xfe, 0x0a]),
        SampleVector.Signed("empty body", Valid, [Newer], body: []),
        SampleVector.Signed("header names in capitals", Valid, [Newer], change: InCapitals),
        SampleVector.Signed("unknown versions first", Valid, [Newer], change: Signature(value => $"v1a,AAAA v2,{value[3..]} {value}")),
        SampleVector.Signed(
            "malformed signature first", Valid, [Newer],
            change: Signature(value => $"v1,not!base64 v1, v1 nonsense {value}")),
        SampleVector.Signed("several spaces", Valid, [Newer], change: Signature(value => $"  {value}  ")),
        SampleVector.Signed("five minutes old", Valid, [Newer], at: Now - 300),
        SampleVector.Signed("five minutes ahead", Valid, [Newer], at: Now + 300),
    ];

    private static IEnumerable<SampleVector> Changed() =>
    [
        SampleVector.Signed(
            "tampered body", SignatureMismatch, [Newer],
            arrived: """{"type":"event.created","data": {"note":"greater"}}"""u8.ToArray()),
        SampleVector.Signed(
            "body written again without a space", SignatureMismatch, [Newer],
            body: """{"a": 1}"""u8.ToArray(), arrived: """{"a":1}"""u8.ToArray()),
        SampleVector.Signed("another id", SignatureMismatch, [Newer], change: Header(IdHeader, _ => "evt_other")),
        SampleVector.Signed("another timestamp", SignatureMismatch, [Newer], change: Header(TimestampHeader, _ => $"{Now + 1}")),
        SampleVector.Signed("wrong secret", SignatureMismatch, [Newer], known: [Older]),
        SampleVector.Signed("two wrong secrets", SignatureMismatch, [Newer], known: [Older, Longest]),
    ];

    private static IEnumerable<SampleVector> Unreadable() =>
    [
        SampleVector.Signed("v1a only", SignatureMismatch, [Newer], change: Signature(value => $"v1a{value[2..]}")),
        SampleVector.Signed("v2 only", SignatureMismatch, [Newer], change: Signature(value => $"v2{value[2..]}")),
        SampleVector.Signed("V1 in other letters", SignatureMismatch, [Newer], change: Signature(value => $"V1{value[2..]}")),
        SampleVector.Signed("no version", SignatureMismatch, [Newer], change: Signature(value => value[3..])),
        SampleVector.Signed("malformed base64", SignatureMismatch, [Newer], change: Signature(value => $"{value[..10]}!{value[11..]}")),
        SampleVector.Signed("without padding", SignatureMismatch, [Newer], change: Signature(value => value.TrimEnd('='))),
        SampleVector.Signed("too much padding", SignatureMismatch, [Newer], change: Signature(value => $"{value}=")),
        SampleVector.Signed("half a signature", SignatureMismatch, [Newer], change: Signature(value => value[..27])),
        SampleVector.Signed(
            "hexadecimal", SignatureMismatch, [Newer],
            change: Signature(value => $"v1,{Convert.ToHexString(Convert.FromBase64String(value[3..]))}")),
        SampleVector.Signed("separated by a comma", SignatureMismatch, [Newer], change: Signature(value => $"{value},{value}")),
        SampleVector.Signed("nothing but spaces", SignatureMismatch, [Newer], change: Signature(_ => "  ")),
    ];

    private static IEnumerable<SampleVector> AtOtherTimes() =>
    [
        SampleVector.Signed("stale", TimestampTooOld, [Newer], at: Now - 301),
        SampleVector.Signed("stale and wrongly signed", TimestampTooOld, [Newer], known: [Older], at: Now - 301),
        SampleVector.Signed("zero", TimestampTooOld, [Newer], at: 0),
        SampleVector.Signed("future", TimestampTooNew, [Newer], at: Now + 301),
        SampleVector.Signed("in milliseconds", TimestampTooNew, [Newer], at: Now * 1000),
        SampleVector.Signed("timestamp in words", TimestampMalformed, [Newer], change: Header(TimestampHeader, _ => "soon")),
        SampleVector.Signed(
            "timestamp with a fraction", TimestampMalformed, [Newer],
            change: Header(TimestampHeader, value => $"{value}.0")),
        SampleVector.Signed("timestamp with a sign", TimestampMalformed, [Newer], change: Header(TimestampHeader, value => $"+{value}")),
        SampleVector.Signed("timestamp with a space", TimestampMalformed, [Newer], change: Header(TimestampHeader, value => $" {value}")),
        SampleVector.Signed(
            "timestamp as ISO 8601", TimestampMalformed, [Newer],
            change: Header(TimestampHeader, _ => "2026-01-01T00:00:00Z")),
        SampleVector.Signed("timestamp in other digits", TimestampMalformed, [Newer], change: Header(TimestampHeader, _ => "١٧٦٧٢٢٥٦٠٠")),
        SampleVector.Signed(
            "timestamp without end", TimestampMalformed, [Newer],
            change: Header(TimestampHeader, _ => new string('9', 5000))),
    ];

    private static IEnumerable<SampleVector> Incomplete() =>
        from header in new[] { IdHeader, TimestampHeader, SignatureHeader }
        from vector in new[]
        {
            SampleVector.Signed($"no {header}", HeaderMissing, [Newer], change: headers => headers.Remove(header)),
            SampleVector.Signed($"empty {header}", HeaderMissing, [Newer], change: Header(header, _ => string.Empty)),
        }
        select vector;

    private static void InCapitals(Dictionary<string, string> headers)
    {
        foreach (var (name, value) in headers.ToList())
        {
            headers.Remove(name);
            headers[name.ToUpperInvariant()] = value;
        }
    }

    private static Action<Dictionary<string, string>> Signature(Func<string, string> change) => Header(SignatureHeader, change);

    private static Action<Dictionary<string, string>> Header(string name, Func<string, string> change) =>
        headers => headers[name] = change(headers[name]);
}
