using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Webhooks.Core.Triggers;

/// <summary>A signature in a header of its own: an HMAC over components with a separator in between.</summary>
/// <param name="Algorithm">The hash.</param>
/// <param name="Encoding">How the HMAC is written.</param>
/// <param name="SignatureHeader">The header that holds the signature.</param>
/// <param name="Prefix">The text before the signature; may be empty, else the header must begin with it.</param>
/// <param name="Components">The parts that are signed, in this order.</param>
/// <param name="Separator">The text between two components; may be empty.</param>
/// <param name="TimestampHeader">Which of the components is the request's time; null = none.</param>
internal sealed record SignatureScheme(
    SignatureAlgorithm Algorithm,
    SignatureEncoding Encoding,
    string SignatureHeader,
    string Prefix,
    IReadOnlyList<SchemePart> Components,
    string Separator,
    string? TimestampHeader)
{
    private static readonly System.Text.Encoding Utf8 = System.Text.Encoding.UTF8;

    /// <summary>
    /// Checks in this order: the signature's header, its form, the components, the signature, the time. So that a request is stale only if
    /// it once was good.
    /// </summary>
    public SignatureVerdict Verify(
        IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, SignatureWindow window,
        string? senderDeliveryId)
    {
        if (header(SignatureHeader) is not { Length: > 0 } signature)
        {
            return new SignatureVerdict.NoHeader(SignatureHeader);
        }

        if (signature.Length > SignatureRule.MaximumHeaderLength || !signature.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new SignatureVerdict.Malformed();
        }

        // Each header is read once: what is checked is what was signed.
        var values = Components.Select(component => ValueOf(component, header)).ToArray();
        foreach (var (component, value) in Components.Zip(values))
        {
            if (component is SchemePart.HeaderValue { Name: var name } && (value.Length is 0 or > SignatureRule.MaximumHeaderLength))
            {
                return value.Length == 0 ? new SignatureVerdict.NoHeader(name) : new SignatureVerdict.Malformed();
            }
        }

        var moment = MomentOf(values, window.Now);
        if (moment is null)
        {
            return new SignatureVerdict.Malformed();
        }

        if (!AnyMatches(secrets, signature.AsSpan(Prefix.Length), values, body))
        {
            return new SignatureVerdict.Mismatch();
        }

        return window.Contains(moment.Value)
            ? new SignatureVerdict.Genuine(senderDeliveryId ?? (TimestampHeader is null ? null : FingerprintOf(values, body)))
            : new SignatureVerdict.OutOfTolerance();
    }

    public JsonObject ToJson(int? toleranceSeconds)
    {
        var json = new JsonObject
        {
            ["algorithm"] = SignatureNames.Of(Algorithm),
            ["encoding"] = SignatureNames.Of(Encoding),
            ["header"] = SignatureHeader,
            ["prefix"] = Prefix,
            ["components"] = new JsonArray([.. Components.Select(ComponentJson)]),
            ["separator"] = Separator,
        };
        if (TimestampHeader is not null)
        {
            json["timestampHeader"] = TimestampHeader;
            json["toleranceSeconds"] = toleranceSeconds;
        }

        return json;
    }

    private static JsonObject ComponentJson(SchemePart component) => component switch
    {
        SchemePart.HeaderValue header => new JsonObject { ["source"] = "header", ["name"] = header.Name },
        SchemePart.FixedText literal => new JsonObject { ["source"] = "literal", ["value"] = literal.Value },
        _ => new JsonObject { ["source"] = "body" },
    };

    /// <summary>The text of a component; empty for a header that is missing, and for the body, which is no text.</summary>
    private static string ValueOf(SchemePart component, Func<string, string?> header) => component switch
    {
        SchemePart.HeaderValue { Name: var name } => header(name) ?? string.Empty,
        SchemePart.FixedText literal => literal.Value,
        _ => string.Empty,
    };

    /// <summary>The time the request bears, now if it bears none; null when it cannot be read.</summary>
    private DateTimeOffset? MomentOf(string[] values, DateTimeOffset now)
    {
        if (TimestampHeader is null)
        {
            return now;
        }

        var (component, value) = Components.Zip(values).FirstOrDefault(part =>
            part.First is SchemePart.HeaderValue { Name: var name }
            && string.Equals(name, TimestampHeader, StringComparison.OrdinalIgnoreCase));
        return component is null ? null : SignatureWindow.Read(value);
    }

    private string FingerprintOf(string[] values, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < values.Length; i++)
        {
            hash.AppendData(i > 0 ? Utf8.GetBytes(Separator) : []);
            hash.AppendData(Components[i] is SchemePart.WholeBody ? body : Utf8.GetBytes(values[i]));
        }

        return SignatureText.FingerprintOf(hash);
    }

    private bool AnyMatches(IReadOnlyList<string> secrets, ReadOnlySpan<char> given, string[] values, ReadOnlySpan<byte> body)
    {
        var matches = false;
        foreach (var secret in secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)))
        {
            using var hmac = IncrementalHash.CreateHMAC(SignatureNames.HashOf(Algorithm), Utf8.GetBytes(secret));
            for (var i = 0; i < values.Length; i++)
            {
                hmac.AppendData(i > 0 ? Utf8.GetBytes(Separator) : []);
                hmac.AppendData(Components[i] is SchemePart.WholeBody ? body : Utf8.GetBytes(values[i]));
            }

            // No early return: the time taken must not tell which secret matched.
            matches |= SignatureText.Matches(given, hmac.GetHashAndReset(), Encoding);
        }

        return matches;
    }
}

/// <summary>A part of the signed content.</summary>
public abstract record SchemePart
{
    private SchemePart()
    {
    }

    /// <summary>The exact bytes of the body.</summary>
    public sealed record WholeBody : SchemePart;

    /// <summary>The value of a header, which then must be there.</summary>
    public sealed record HeaderValue(string Name) : SchemePart;

    /// <summary>A fixed text.</summary>
    public sealed record FixedText(string Value) : SchemePart;
}
