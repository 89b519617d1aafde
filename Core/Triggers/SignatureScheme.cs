using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Webhooks.Core.Triggers;

/// <summary>A signature in a header of its own: an HMAC over components with a separator in between.</summary>
/// <param name="Algorithm">The hash.</param>
/// <param name="Encoding">How the HMAC is written.</param>
/// <param name="SignatureHeader">Where it is.</param>
/// <param name="Prefix">What stands before it; may be empty, else the header must begin with it.</param>
/// <param name="Components">What is signed, in this order.</param>
/// <param name="Separator">What is between two components; may be empty.</param>
/// <param name="TimestampHeader">Which of the components is the request's time; null = none.</param>
internal sealed record SignatureScheme(
    SignatureAlgorithm Algorithm,
    SignatureEncoding Encoding,
    string SignatureHeader,
    string Prefix,
    IReadOnlyList<SignedComponent> Components,
    string Separator,
    string? TimestampHeader)
{
    /// <summary>
    /// Checks in this order: the signature's header, its form, the components, the signature, the time. So that a request is stale only if
    /// it once was good.
    /// </summary>
    public SignatureOutcome Verify(
        IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, SignatureWindow window, string? senderDeliveryId)
    {
        if (header(SignatureHeader) is not { Length: > 0 } signature)
        {
            return new SignatureOutcome.Missing(SignatureHeader);
        }

        if (signature.Length > SignatureVerification.MaximumHeaderLength || !signature.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new SignatureOutcome.Malformed();
        }

        foreach (var name in Components.OfType<SignedComponent.Header>().Select(component => component.Name))
        {
            switch (header(name))
            {
                case not { Length: > 0 }:
                    return new SignatureOutcome.Missing(name);
                case { Length: > SignatureVerification.MaximumHeaderLength }:
                    return new SignatureOutcome.Malformed();
            }
        }

        // The components are there, so the timestamp is: it is one of them.
        var moment = TimestampHeader is null ? window.Now : SignatureWindow.Read(header(TimestampHeader)!);
        if (moment is null)
        {
            return new SignatureOutcome.Malformed();
        }

        if (!AnyMatches(secrets, signature.AsSpan(Prefix.Length), header, body))
        {
            return new SignatureOutcome.Mismatch();
        }

        return window.Contains(moment.Value) ? new SignatureOutcome.Valid(senderDeliveryId) : new SignatureOutcome.Stale();
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

    private static JsonObject ComponentJson(SignedComponent component) => component switch
    {
        SignedComponent.Header header => new JsonObject { ["source"] = "header", ["name"] = header.Name },
        SignedComponent.Literal literal => new JsonObject { ["source"] = "literal", ["value"] = literal.Value },
        _ => new JsonObject { ["source"] = "body" },
    };

    private bool AnyMatches(IReadOnlyList<string> secrets, ReadOnlySpan<char> given, Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        var matches = false;
        foreach (var secret in secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)))
        {
            using var hmac = IncrementalHash.CreateHMAC(SignatureNames.HashOf(Algorithm), System.Text.Encoding.UTF8.GetBytes(secret));
            for (var i = 0; i < Components.Count; i++)
            {
                if (i > 0)
                {
                    hmac.AppendData(System.Text.Encoding.UTF8.GetBytes(Separator));
                }

                hmac.AppendData(Components[i] switch
                {
                    SignedComponent.Header component => System.Text.Encoding.UTF8.GetBytes(header(component.Name) ?? string.Empty),
                    SignedComponent.Literal component => System.Text.Encoding.UTF8.GetBytes(component.Value),
                    _ => body,
                });
            }

            // No early return: the time taken must not tell which secret matched.
            matches |= SignatureText.Matches(given, hmac.GetHashAndReset(), Encoding);
        }

        return matches;
    }
}
