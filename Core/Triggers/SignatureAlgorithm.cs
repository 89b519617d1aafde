namespace Webhooks.Core.Triggers;

/// <summary>The hash of the HMAC; the names in JSON are the members in lower case.</summary>
public enum SignatureAlgorithm
{
    Sha256,
    Sha384,
    Sha512,
}
